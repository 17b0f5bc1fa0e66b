"""Whatever the keyboard: a word is found as it is written, without its marks, and in either case."""

import unicodedata

import pytest

from casework.domain.wording import MOST, words_of


@pytest.mark.parametrize("typed", ["Điện Biên", "dien bien", "ĐIỆN  BIÊN", unicodedata.normalize("NFD", "Điện Biên")])
def test_the_same_word_however_it_is_typed(typed: str) -> None:
    assert words_of(typed) == ["dien", "bien"]


def test_each_word_once_and_no_punctuation() -> None:
    assert words_of("Nợ lương, nợ bảo hiểm (3 tháng)", "Xã A_B") == [
        "no",
        "luong",
        "bao",
        "hiem",
        "3",
        "thang",
        "xa",
        "a",
        "b",
    ]


def test_there_is_a_bound() -> None:
    assert len(words_of(" ".join(map(str, range(200))))) == MOST
