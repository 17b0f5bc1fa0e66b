"""A quotation is looked for in what was published; a film has no text, so that is a warning and no refusal."""

from dataclasses import replace

import pytest
from tests.unit.casework.correspondence.examples import CORRECTION, a_case, a_matter, own

from casework.correspondence.prefilling import prefilled
from casework.correspondence.quoting import unfounded
from casework.letters.press import Statement

TEXT = "Theo ông A, “công ty nợ lương\nba tháng   liền”. Công an chưa nói gì."


def said(quote: str, lead: str = TEXT, says: str = "") -> list[str]:
    _, told = a_case()
    return list(unfounded([Statement(quote=quote, truth="Một tháng.")], replace(told, says=says), lead))


@pytest.mark.parametrize(
    "quote",
    ["công ty nợ lương ba tháng liền", "“Công ty nợ lương ba tháng liền”", "nợ lương\nba tháng", "Lào Cai bị nợ lương"],
)
def test_what_was_published_is_found_whatever_its_blanks_and_marks(quote: str) -> None:
    assert said(quote) == []


def test_what_is_not_in_the_article_is_said_plainly() -> None:
    (words,) = said("công ty nợ lương bốn tháng")
    assert words.startswith("Câu trích 1 (“công ty nợ lương bốn tháng”) không có trong bài đã thu.")


def test_where_only_the_beginning_is_kept_nobody_is_told_that_it_is_not_there() -> None:
    (words,) = said("công ty nợ lương bốn tháng", "Theo ông A, công ty …")
    assert "không thấy trong phần bài mà hồ sơ giữ" in words
    assert "Đối chiếu từng chữ với bài gốc" in words


def test_of_a_film_there_is_what_a_person_wrote_down_or_nothing() -> None:
    assert said("khói bốc lên", "", "Trong phim: khói bốc lên từ xưởng.") == []
    assert "hồ sơ không giữ bài" in said("khói bốc lên", "")[0]


def test_the_draft_of_the_letter_carries_the_warning() -> None:
    matter = a_matter(lead=TEXT)
    wrong = {"quote": "chết ba người", "truth": "Không ai chết."}
    prefilled(own(CORRECTION, statements=[wrong]), matter)
    assert any("“chết ba người”" in note and "không có trong bài" in note for note in matter.notes)
