"""Vietnamese text compared: any encoding, any place of the tone, any case, any punctuation and blanks."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.domain.proof.folding import LONGEST, fold, has, quotes

VOWELS = "aăâeêioôơuưyàằầèềìòồờùừỳáắấéếíóốớúứýạặậẹệịọộợụựỵảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹ"
LETTERS = "bcdđghklmnpqrstvx" + VOWELS
WORDS = st.lists(st.text(LETTERS, min_size=1, max_size=7), min_size=1, max_size=12)
FORMS = st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"])
BETWEEN = st.sampled_from([" ", "  ", "\n", "\t", "\u00a0", "\u202f", ", ", "; ", " – ", "” “", "/", "…"])


@given(WORDS, FORMS, FORMS, st.data())
def test_however_it_is_typed_it_is_the_same_text(words: list[str], one: str, other: str, data: st.DataObject) -> None:
    typed = "".join(word + data.draw(BETWEEN) for word in words)
    plain = unicodedata.normalize(one, " ".join(words))
    assert fold(unicodedata.normalize(other, typed.upper())) == fold(plain) == fold(plain.lower())


@given(WORDS)
def test_folding_twice_is_folding_once_for_what_it_finds(words: list[str]) -> None:
    text = " ".join(words)
    assert has(fold(f"Trước đó: «{text}» sau đó"), text)
    assert quotes(fold(text), text)


@given(st.text(max_size=300))
def test_whatever_stands_there_nothing_is_raised(text: str) -> None:
    folded = fold(text)
    assert folded.startswith(" ")
    assert folded.endswith(" ")
    quotes(folded, text)


@pytest.mark.parametrize(
    ("one", "other"),
    [("hoà bình", "hòa bình"), ("thuỷ", "thủy"), ("khoẻ", "khỏe"), ("Ðảng", "Đảng"), ("05/03/2026", "5-3-2026")],
)
def test_two_ways_to_write_one_word(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("tự", "tư"), ("cải chính", "cai chinh"), ("nợ", "nó"), ("đ", "d"), ("50", "5")]
)
def test_other_words_stay_other_words(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_a_phrase_is_found_as_whole_words_only() -> None:
    assert has(fold("Xin lỗi bạn đọc"), "lỗi bạn")
    assert not has(fold("Xin lỗi bạn đọc"), "ỗi bạn")
    assert not has(fold("gì cũng có"), "  ")


def test_a_title_may_be_shortened_a_little_when_it_is_quoted() -> None:
    title = "Công nhân Lào Cai bị nợ lương ba tháng liền"
    assert quotes(fold("về bài công nhân Lào Cai bị nợ lương ba tháng"), title)
    assert not quotes(fold("công nhân Lào Cai được tăng lương"), title)
    assert not quotes(fold("nợ lương"), "Nợ lương kéo dài"), "a short one is quoted whole"
    assert not quotes(fold("gì"), "…")


def test_only_so_much_is_looked_at() -> None:
    assert len(fold("ấ " * LONGEST)) < 5 * LONGEST
