"""Which of several times counts."""

from datetime import datetime, timedelta

import pytest

from ingest.domain import TimeFound
from ingest.testing import AT
from ingest.times import IN_FEED, IN_META, IN_STRUCTURED, IN_TIME_ELEMENT, VISIBLE, choose

NOW = AT + timedelta(hours=2)
DAY = datetime.fromisoformat("2026-11-24T00:00:00+07:00")


def found(where: str, moment: datetime | None) -> TimeFound:
    return TimeFound(where, str(moment), moment)


def test_the_most_trusted_place_wins_and_who_agrees_is_said() -> None:
    choice = choose([found(VISIBLE, AT), found(IN_FEED, AT + timedelta(hours=1)), found(IN_STRUCTURED, AT)], NOW)
    assert (choice.moment, choice.where) == (AT, IN_STRUCTURED)
    assert choice.why == f"the same in {VISIBLE}"


def test_what_lies_in_the_future_is_passed_over_and_said() -> None:
    choice = choose([found(IN_META, NOW + timedelta(days=30)), found(IN_FEED, AT)], NOW)
    assert (choice.moment, choice.where) == (AT, IN_FEED)
    assert "1 in the future" in choice.why


def test_a_clock_a_little_ahead_is_a_clock() -> None:
    assert choose([found(IN_META, NOW + timedelta(minutes=9))], NOW).moment == NOW + timedelta(minutes=9)


def test_a_day_gives_way_to_the_time_of_that_day_and_of_no_other() -> None:
    assert choose([found(IN_META, DAY), found(VISIBLE, AT)], NOW).moment == AT
    assert choose([found(IN_META, DAY), found(VISIBLE, AT - timedelta(days=3))], NOW).moment == DAY


@pytest.mark.parametrize(
    ("times", "why"),
    [
        ([], "no time is given"),
        ([found(IN_TIME_ELEMENT, None)], "no time that can be read"),
        ([found(IN_META, NOW + timedelta(days=1))], "every time lies in the future"),
    ],
)
def test_without_a_time_to_believe_there_is_none_and_why_is_said(times: list[TimeFound], why: str) -> None:
    choice = choose(times, NOW)
    assert (choice.moment, choice.where, choice.why) == (None, "", why)
