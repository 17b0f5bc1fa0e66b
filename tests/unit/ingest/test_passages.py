"""What differs between two looks, for people."""

from dataclasses import replace

from ingest.looking_again import compared, gone
from ingest.reading.words import COMPARED_LINES, EXCERPT_LIMIT, content_hash, passages
from ingest.testing import AT, a_known, a_page
from shared.contracts import ingest as contract

TEXT = "Dòng một.\nDòng hai.\nDòng ba.\nDòng bốn."


def test_only_what_differs_is_shown_and_a_sign_stands_for_the_rest() -> None:
    assert passages(TEXT, "Dòng một.\nDòng hai đã sửa.\nDòng ba.\nDòng bốn đã sửa.") == (
        "Dòng hai.\n[…]\nDòng bốn.",
        "Dòng hai đã sửa.\n[…]\nDòng bốn đã sửa.",
    )


def test_what_was_added_or_taken_away_stands_on_one_side() -> None:
    assert passages(TEXT, TEXT + "\nDòng năm.") == ("", "Dòng năm.")
    assert passages(TEXT, "Dòng một.\nDòng ba.\nDòng bốn.") == ("Dòng hai.", "")


def test_it_is_never_longer_than_an_event_carries() -> None:
    assert EXCERPT_LIMIT == contract.EXCERPT_LIMIT
    sides = passages("a" * 10_000, "b" * 10_000)
    assert [len(side) for side in sides] == [EXCERPT_LIMIT] * 2
    assert passages("x\n" * (COMPARED_LINES + 1), "y")[1] == "y"


def test_a_title_that_changed_is_shown_where_the_pages_own_was_known() -> None:
    known = a_known(page_title="Công nhân bị nợ lương", text=TEXT, content_hash="")
    seen = compared(known, a_page(TEXT, title="Công nhân đã được trả lương"), AT)
    assert (seen.change, seen.before, seen.after) == ("edited", "Công nhân bị nợ lương", "Công nhân đã được trả lương")
    assert compared(replace(known, page_title=""), a_page(TEXT, title="Khác"), AT).before == ""


def test_of_a_removal_what_was_there_is_shown_and_of_a_restoration_what_is() -> None:
    known = a_known(text=TEXT)
    assert (gone(known, AT).before, gone(known, AT).after) == (TEXT, "")
    back = compared(replace(known, state="removed"), a_page(TEXT), AT)
    assert (back.change, back.before, back.after) == ("restored", "", TEXT)


def test_the_same_words_are_no_change() -> None:
    page = a_page(TEXT)
    assert compared(a_known(text=TEXT, content_hash=content_hash(page.title, TEXT)), page, AT).change == ""
