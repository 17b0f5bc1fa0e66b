"""Vietnamese text compared: any encoding, any place of the tone, any case, any punctuation and blanks."""

import pytest

from casework.domain.proof.folding import LONGEST, fold, has, quotes


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
