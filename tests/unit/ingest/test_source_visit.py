"""What a good visit teaches: marks that lie, addresses that move, dates that cannot be."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ingest.reading.addresses import same_outlet
from ingest.sources.source import DOUBTED, PROBE, Source
from ingest.sources.visit import FUTURE, Answered, Listed, learn
from ingest.testing import AT, a_source

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ANSWER = Answered('"1"', "", "hash 1")
KNOWN = a_source(etag='"1"', sha256="hash 1", read_at=AT, visited_at=AT)


def after(source: Source, answered: Answered, listed: Listed | None = None) -> Source:
    return learn(source, answered, listed or Listed(), AT + HOUR)


def test_marks_are_kept_and_sent_until_a_week_has_passed() -> None:
    source = after(a_source(), ANSWER, Listed([AT], news=1))
    assert source.marks(AT + HOUR) == ('"1"', "")
    assert source.marks(AT + HOUR + PROBE) == ("", ""), "once a week it is read in full whatever it says"


def test_unchanged_is_not_believed_of_a_feed_that_should_have_had_a_dozen_new_entries() -> None:
    source = replace(after(a_source(), ANSWER, Listed([AT], news=1)), rate=72.0)
    doubted = DAY * (DOUBTED / 72.0)
    assert source.marks(AT + HOUR + doubted - timedelta(seconds=1)) == ('"1"', "")
    assert source.marks(AT + HOUR + doubted) == ("", "")
    assert replace(source, rate=1.0).marks(AT + HOUR + doubted) == ('"1"', ""), "a quiet one may well be quiet"


def test_what_was_not_captured_is_not_hidden_by_marks() -> None:
    source = after(KNOWN, ANSWER, Listed([AT], complete=False))
    assert (source.etag, source.last_modified, source.sha256) == ("", "", "")


def test_unchanged_does_not_count_as_read_in_full() -> None:
    source = after(KNOWN, replace(ANSWER, unchanged=True, full=False))
    assert (source.read_at, source.visited_at) == (AT, AT + HOUR)


def test_new_entries_under_the_old_mark_are_a_lie_and_the_mark_is_not_sent_again() -> None:
    source = after(KNOWN, Answered('"1"', "", "hash 2"), Listed([AT], news=1))
    assert source.marks_lie
    assert source.marks(AT + HOUR) == ("", "")
    assert after(source, ANSWER).marks_lie, "and it is not believed again"


@pytest.mark.parametrize(
    ("answered", "news"),
    [
        (Answered('"2"', "", "hash 2"), 1),
        (Answered('"1"', "", "hash 2"), 0),
        (Answered("", "", "hash 2"), 1),
    ],
)
def test_another_mark_or_nothing_new_is_no_lie(answered: Answered, news: int) -> None:
    assert not after(KNOWN, answered, Listed([AT], news=news)).marks_lie


def test_a_move_for_good_on_the_same_site_is_remembered_and_the_old_address_kept() -> None:
    source = after(a_source(), replace(ANSWER, moved_to="https://www.bao.example/feed"))
    assert (source.url, source.address) == ("https://bao.example/rss", "https://www.bao.example/feed")
    for _ in range(3):
        source = source.failed("503")
    assert source.address == "https://bao.example/rss", "where it moved to fails: from the beginning, then"


def test_a_move_to_another_site_is_not_taken_for_good() -> None:
    assert after(a_source(), replace(ANSWER, moved_to="https://khac.example/feed")).address == "https://bao.example/rss"


def test_a_move_back_is_a_move_back() -> None:
    moved = a_source(moved_to="https://bao.example/feed")
    assert after(moved, replace(ANSWER, moved_to="https://bao.example/rss")).moved_to == ""


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://bao.vn/rss", "http://www.bao.vn/feed", True),
        ("https://bao.vn", "https://rss.bao.vn", True),
        ("https://bao.vn", "https://xbao.vn", False),
        ("https://bao.vn", "https://bao.vn.khac.com", False),
        ("https://[bad", "https://bao.vn", False),
    ],
)
def test_which_addresses_are_one_site(one: str, other: str, same: bool) -> None:
    assert same_outlet(one, other) == same


def test_dates_in_the_future_are_odd_and_not_the_newest() -> None:
    now = AT + HOUR
    source = after(a_source(), ANSWER, Listed([AT, None, now + 2 * FUTURE, now + HOUR, AT - DAY]))
    assert (source.entries, source.odd_dates, source.newest_at) == (5, 2, now)


def test_empty_answers_are_counted_also_when_they_say_unchanged() -> None:
    source = after(a_source(), ANSWER, Listed())
    source = after(source, replace(ANSWER, unchanged=True, full=False))
    assert source.empties == 2
    assert after(source, ANSWER, Listed([AT])).empties == 0


def test_the_first_visit_says_nothing_about_the_rate() -> None:
    source = a_source(visited_at=AT - DAY).came(30, AT)
    assert (source.rate, source.news_at) == (a_source().rate, AT)
