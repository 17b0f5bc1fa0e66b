"""Silence, floods, frozen and empty feeds: judged by the source's own history, told with its numbers."""

import math
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest

from ingest.sources.history import Day, at_least, at_most, silence, volume
from ingest.sources.judging import FROZEN_AFTER, JUDGED_EVERY, due, judge
from ingest.sources.source import EMPTY, FLOODING, FROZEN, HEALTHY, LOW, ODD_DATES, SILENT, Source
from ingest.testing import a_source
from shared.ops.clock import VIETNAM

TUESDAY = date(2026, 11, 24)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def at(hour: int, minute: int = 0, day: date = TUESDAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=VIETNAM).astimezone(UTC)


def bits(hours: Iterable[int]) -> int:
    return sum(1 << hour for hour in hours)


WORKING = bits(range(7, 19))
ALL = bits(range(24))


def past(
    days: int, news: int = 40, hours: int = WORKING, weekend: int | None = None, until: date = TUESDAY
) -> list[Day]:
    """So many days before `until`, all looked at; week-ends may have other hours."""
    found = []
    for number in range(days, 0, -1):
        day = until - number * DAY
        there = weekend if weekend is not None and day.weekday() >= 5 else hours
        found.append(Day(day, news if there else 0, there, ALL))
    return found


def state(source: Source, days: list[Day], now: datetime) -> tuple[str, str]:
    judged = judge(source, days, now, VIETNAM)
    return judged.state, judged.reason


def a_good_source(**other: object) -> Source:
    fields = {"entries": 30, "newest_at": at(10), "news_at": at(10), "read_at": at(10)}
    return a_source(**(fields | other))


def test_nothing_known_is_nothing_to_complain_of() -> None:
    assert state(a_source(), [], at(10)) == (HEALTHY, "")


def test_a_day_like_the_others_is_healthy() -> None:
    today = Day(TUESDAY, 20, bits(range(7, 11)), ALL)
    assert state(a_good_source(), [*past(28), today], at(11)) == (HEALTHY, "")


def test_hours_without_news_that_always_had_some_are_a_silence() -> None:
    today = Day(TUESDAY, 5, bits([7]), ALL)
    found, reason = state(a_good_source(news_at=at(7, 30)), [*past(28), today], at(13))
    assert found == SILENT
    assert reason.startswith("Nothing new in 5 hours looked at; by its own history that happens once in ")


def test_the_same_hours_at_night_are_no_silence() -> None:
    night = Day(TUESDAY, 20, WORKING, ALL)
    source = a_good_source(news_at=at(18, 30))
    assert state(source, [*past(28), night], at(23, 59))[0] == HEALTHY


def test_a_week_end_is_compared_with_week_ends() -> None:
    saturday = TUESDAY + 4 * DAY
    quiet = past(56, weekend=0, until=saturday)
    source = a_good_source(news_at=at(18, 0, saturday - DAY), newest_at=at(18, 0, saturday - DAY))
    days = [*quiet, Day(saturday, 0, 0, ALL)]
    assert state(source, days, at(20, 0, saturday))[0] == HEALTHY
    working = [*past(28, until=saturday), Day(saturday, 0, 0, ALL)]
    assert state(source, working, at(20, 0, saturday))[0] == SILENT


def test_hours_in_which_we_did_not_look_ourselves_are_not_the_sources_silence() -> None:
    today = Day(TUESDAY, 5, bits([7]), bits([7]))
    assert state(a_good_source(news_at=at(7, 30)), [*past(28), today], at(18))[0] == HEALTHY


def test_less_than_a_week_of_history_says_nothing() -> None:
    assert (
        silence(past(6), datetime(2026, 11, 24, 7, tzinfo=VIETNAM), datetime(2026, 11, 24, 18, tzinfo=VIETNAM)) is None
    )


@pytest.mark.parametrize(("news", "expected"), [(3, LOW), (30, HEALTHY), (60, HEALTHY), (400, FLOODING)])
def test_a_whole_day_is_compared_with_the_same_weekday(news: int, expected: str) -> None:
    days = [*past(29, until=TUESDAY)[:-1], Day(TUESDAY - DAY, news, WORKING, ALL), Day(TUESDAY, 9, bits([7, 8]), ALL)]
    found, reason = state(a_good_source(), days, at(10))
    assert found == expected
    if expected != HEALTHY:
        assert reason == f"{news} new entries on 2026-11-23; the 4 same weekdays before had 40 on average."


def test_a_day_on_which_we_were_away_is_not_compared() -> None:
    away = Day(TUESDAY - DAY, 3, bits([7]), bits(range(7, 10)))
    assert volume([*past(29)[:-1], away], TUESDAY) is None


def test_a_small_number_is_never_a_surprise() -> None:
    days = [*past(29, news=3)[:-1], Day(TUESDAY - DAY, 0, 0, ALL)]
    assert state(a_good_source(), days, at(10))[0] == HEALTHY


def test_a_feed_whose_newest_entry_is_older_than_four_days_is_frozen() -> None:
    old = at(10) - FROZEN_AFTER
    days = [*past(3), Day(TUESDAY, 1, 0, ALL)]
    assert state(a_good_source(newest_at=old), days, at(10))[0] == HEALTHY
    found, reason = state(a_good_source(newest_at=old - HOUR), days, at(10))
    assert (found, reason) == (FROZEN, "The newest entry is 4 days old; up to 4 days are usual here.")


def test_a_weekly_bulletin_is_not_frozen_after_five_days() -> None:
    weekly = [Day(TUESDAY - n * DAY, 1 if n % 7 == 0 else 0, 0, ALL) for n in range(28, -1, -1)]
    source = a_good_source(newest_at=at(10) - 5 * DAY, news_at=at(10) - 5 * DAY)
    assert state(source, weekly, at(10))[0] == HEALTHY


def test_empty_and_odd_dates() -> None:
    assert state(a_good_source(empties=2, entries=0), [], at(10))[0] == HEALTHY
    assert state(a_good_source(empties=3, entries=0), [], at(10)) == (
        EMPTY,
        "The feed answers, and has had no entry at 3 visits.",
    )
    assert state(a_good_source(entries=10, odd_dates=4), [], at(10))[0] == HEALTHY
    found, reason = state(a_good_source(entries=10, odd_dates=5), [], at(10))
    assert found == ODD_DATES
    assert reason.startswith("5 of 10 entries have no date")


def test_it_is_judged_at_news_every_hour_and_when_it_answers_again() -> None:
    source = a_good_source(judged_at=at(10))
    assert not due(source, 0, at(10, 30))
    assert due(source, 1, at(10, 30))
    assert due(source, 0, at(10) + JUDGED_EVERY)
    assert due(a_good_source(judged_at=at(10), failures=1), 0, at(10, 1))


@pytest.mark.parametrize(("count", "mean"), [(0, 1.0), (3, 2.5), (10, 10.0), (90, 60.0)])
def test_the_poisson_tails_are_the_textbooks(count: int, mean: float) -> None:
    few = sum(math.exp(-mean) * mean**n / math.factorial(n) for n in range(count + 1))
    assert at_most(count, mean) == pytest.approx(few)
    assert at_least(count + 1, mean) == pytest.approx(1 - few, abs=1e-9)


def test_the_tails_of_nothing_and_of_very_much() -> None:
    assert (at_most(0, 0), at_least(0, 5)) == (1.0, 1.0)
    assert at_most(0, 2_000) == 0
    assert at_least(5_000, 2_000) == pytest.approx(0, abs=1e-9)
