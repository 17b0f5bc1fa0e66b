"""A number that somebody has on paper: the seal of an export, or the hash of an entry or an anchor."""

import re

LEAST = 32
"""Hexadecimal digits: 128 bits, which nobody can hit on purpose."""


class UnreadableMark(ValueError):
    """It is no hash, or too little of one."""


class Mark:
    """Looked for while the export is read. What it vouches for is all that was written before it."""

    def __init__(self, text: str | None) -> None:
        self._digits = re.sub(r"[\s:-]", "", text).lower() if text is not None else None
        if self._digits is not None and not re.fullmatch(rf"[0-9a-f]{{{LEAST},64}}", self._digits):
            raise UnreadableMark(f"--head phải là {LEAST} đến 64 chữ số thập lục phân, như đã in trên giấy.")
        self.found = ""
        """In words, where it stands."""
        self.reach = 0
        """The entries up to this number are as they were when the mark was printed."""

    @property
    def wanted(self) -> bool:
        return self._digits is not None

    def look(self, hash_: str | None, where: str, reach: int) -> None:
        if self._digits and hash_ and hash_.startswith(self._digits):
            self.found, self.reach = where, max(self.reach, reach)
