"""Passwords: what is accepted, how it is kept."""

import unicodedata

import pytest
from argon2 import extract_parameters
from argon2.low_level import Type
from argon2.profiles import CHEAPEST

from casework.access.passwords import Passwords, check_password
from casework.access.refusals import PasswordUnfit
from casework.access.secrets import new_password


async def test_the_parameters_are_those_that_are_stated() -> None:
    kept = extract_parameters(await Passwords().hash("con trâu đi trước"))
    assert (kept.type, kept.time_cost, kept.memory_cost, kept.parallelism) == (Type.ID, 3, 64 * 1024, 4)


async def test_the_right_one_fits_however_its_letters_were_typed() -> None:
    passwords = Passwords(CHEAPEST)
    kept = await passwords.hash("con trâu đi trước")
    assert await passwords.fits(kept, unicodedata.normalize("NFD", "con trâu đi trước"))
    assert not await passwords.fits(kept, "con trau di truoc")
    assert not await passwords.fits(None, "nobody's password"), "a name that does not exist has no password"
    assert not await passwords.fits("nonsense in the database", "x")


async def test_an_old_hash_is_recognised_as_weaker() -> None:
    kept = await Passwords(CHEAPEST).hash("con trâu đi trước")
    assert Passwords().outdated(kept)
    assert not Passwords(CHEAPEST).outdated(kept)


@pytest.mark.parametrize(
    ("password", "because"),
    [
        ("ngắn thôi", "từ 12 đến 128"),
        ("x" * 129, "từ 12 đến 128"),
        ("aaaaaabbbbbb", "ít nhất 6"),
        ("mật khẩu của tôi đây", "matkhau"),
        ("P a s s w o r d xyz", "password"),
        ("Công Đoàn Cam Đường", "congdoan"),
        ("Nguyễn-Mai rất vui", "nguyenmai"),
    ],
)
def test_what_is_easily_guessed_is_refused_and_says_why(password: str, because: str) -> None:
    with pytest.raises(PasswordUnfit, match=because):
        check_password(password, "nguyen.mai")


@pytest.mark.parametrize(
    "password", ["con trâu đi trước cái cày", "x7#kQ9!mmPzt", pytest.param(new_password(), id="one of ours")]
)
def test_what_is_long_and_ones_own_is_accepted(password: str) -> None:
    check_password(password, "nguyen.mai")
