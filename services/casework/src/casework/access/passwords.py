"""Passwords: what is accepted, and how it is kept.

argon2id by argon2-cffi (kept, MIT): the low-memory profile of RFC 9106, t=3, m=64 MiB, p=4. Rules follow NIST
SP 800-63B: long rather than intricate, nothing that is easily guessed, no forced renewal.
"""

import asyncio
import unicodedata

from argon2 import Parameters, PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from casework.access.refusals import PasswordUnfit

SHORTEST, LONGEST = 12, 128
FEWEST_DIFFERENT = 6
GUESSED = ("password", "matkhau", "congdoan", "haichieu", "laocai", "123456", "qwerty", "abcdef", "111111", "000000")


RULE = (
    f"Từ {SHORTEST} ký tự, có ít nhất {FEWEST_DIFFERENT} ký tự khác nhau. Một câu ngắn dễ nhớ với riêng bạn là tốt, "
    "dấu cách và dấu tiếng Việt đều được; không chứa tên đăng nhập của bạn hay những chữ dễ đoán như “công đoàn”, "
    "“mật khẩu”, “Lào Cai”, “123456”."
)
"""What a person is told before they choose."""
AT_ONCE = 2
"""Each check takes 64 MiB and four threads for tens of milliseconds: more of them at once wait for their turn."""


class Passwords:
    """Hashes and compares, outside the event loop."""

    def __init__(self, parameters: Parameters = RFC_9106_LOW_MEMORY) -> None:
        self._hasher = PasswordHasher.from_parameters(parameters)
        self._nobody = self._hasher.hash("nobody's password")
        self._room = asyncio.Semaphore(AT_ONCE)

    async def hash(self, password: str) -> str:
        async with self._room:
            return await asyncio.to_thread(self._hasher.hash, _plain(password))

    async def fits(self, kept: str | None, password: str) -> bool:
        """Takes the same time for a name that does not exist (`kept` None)."""
        try:
            async with self._room:
                await asyncio.to_thread(self._hasher.verify, kept or self._nobody, _plain(password))
        except (VerificationError, InvalidHashError):
            return False
        return kept is not None

    def outdated(self, kept: str) -> bool:
        """True when it was made with weaker parameters than today's."""
        return self._hasher.check_needs_rehash(kept)


def _plain(password: str) -> str:
    """One form for all keyboards: Vietnamese letters are typed composed on some, decomposed on others."""
    return unicodedata.normalize("NFKC", password)


def check_password(password: str, name: str) -> None:
    """Raises PasswordUnfit."""
    plain = _plain(password)
    if not SHORTEST <= len(plain) <= LONGEST:
        raise PasswordUnfit(f"Mật khẩu phải dài từ {SHORTEST} đến {LONGEST} ký tự. Một câu ngắn dễ nhớ là tốt nhất.")
    if len(set(plain)) < FEWEST_DIFFERENT:
        raise PasswordUnfit(f"Mật khẩu lặp lại quá ít ký tự: xin dùng ít nhất {FEWEST_DIFFERENT} ký tự khác nhau.")
    bare = _bare(plain)
    if found := next((word for word in (*GUESSED, _bare(name)) if word and word in bare), None):
        raise PasswordUnfit(f"Mật khẩu chứa “{found}”, quá dễ đoán. Xin chọn mật khẩu khác.")


def _bare(text: str) -> str:
    """Lower case, without marks, spaces and punctuation: how a guesser would try it."""
    letters = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in letters if letter.isalnum())
