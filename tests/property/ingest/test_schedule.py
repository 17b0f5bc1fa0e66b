"""When a source is visited next: often where much comes, rarely where nothing does, and never never."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import Grade
from ingest.sources.schedule import AWAY, FAILING_PRIORITY, Rhythm, after_failure, after_outage, after_success
from ingest.sources.source import BUSY, GONE
from ingest.testing import AT, a_source

RHYTHM = Rhythm()
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def plain(_: float, __: float) -> float:
    return 1.0


@pytest.mark.parametrize(
    ("rate", "wait"),
    [(500, 10 * MINUTE), (BUSY, 10 * MINUTE), (BUSY / 2, 20 * MINUTE), (3, 4 * HOUR), (0.1, DAY), (0.0, DAY)],
)
def test_the_more_comes_the_sooner_within_ten_minutes_and_a_day(rate: float, wait: timedelta) -> None:
    assert after_success(a_source(rate=rate), AT, 0, RHYTHM) - AT == wait


def test_a_priority_outlet_is_visited_every_ten_minutes_however_quiet_it_is() -> None:
    assert after_success(a_source(rate=0.0, priority=True), AT, 86_400, RHYTHM) - AT == 10 * MINUTE


def test_what_says_it_stays_the_same_is_believed_for_an_hour_at_most() -> None:
    assert after_success(a_source(), AT, 1_800, RHYTHM) - AT == 30 * MINUTE
    assert after_success(a_source(), AT, 86_400, RHYTHM) - AT == HOUR


def test_a_new_source_slows_down_over_weeks_and_a_burst_wakes_it() -> None:
    source, now, waits = a_source(read_at=AT, visited_at=AT), AT, []
    for _ in range(60):
        now += DAY
        source = a_source(read_at=AT, visited_at=now, rate=source.came(0, now).rate)
        waits.append(after_success(source, now, 0, RHYTHM) - now)
    assert waits == sorted(waits)
    assert waits[6] < HOUR
    assert waits[-1] == DAY
    awake = source.came(40, now)
    assert after_success(awake, now, 0, RHYTHM) - now < 3 * HOUR


@pytest.mark.parametrize(
    ("grade", "waits"),
    [
        (Grade.PASSING, [10 * MINUTE] * 4),
        (Grade.SOFT, [10 * MINUTE, 20 * MINUTE, 30 * MINUTE, 40 * MINUTE]),
        (Grade.HARD, [10 * MINUTE, 20 * MINUTE, 40 * MINUTE, 80 * MINUTE]),
    ],
)
def test_failures_wait_by_their_grade(grade: Grade, waits: list[timedelta]) -> None:
    found = [after_failure(a_source(failures=n), grade, None, AT, RHYTHM, plain) - AT for n in (1, 2, 3, 4)]
    assert found == waits


@given(st.integers(1, 10**9), st.sampled_from(Grade), st.booleans(), st.floats(0, 86_400), st.floats(0.8, 1.2))
def test_no_source_is_ever_given_up(failures: int, grade: Grade, priority: bool, asked: float, jitter: float) -> None:
    source = a_source(failures=failures, priority=priority)
    wait = after_failure(source, grade, asked, AT, RHYTHM, lambda _, __: jitter) - AT
    assert RHYTHM.shortest * 0.79 <= wait <= DAY * 1.21
    assert wait >= timedelta(seconds=asked)
    if priority:
        assert wait <= max(FAILING_PRIORITY * 1.21, timedelta(seconds=asked))


def test_what_is_gone_is_asked_once_a_day_still() -> None:
    assert after_failure(a_source(failures=3, state=GONE), Grade.HARD, None, AT, RHYTHM, plain) - AT == DAY


def test_after_our_own_outage_it_is_soon_again() -> None:
    assert after_outage(AT, RHYTHM, plain) - AT == AWAY
    assert after_outage(AT, Rhythm(timedelta(seconds=2)), plain) - AT == timedelta(seconds=2)


def test_the_jitter_is_drawn_around_one() -> None:
    drawn = []

    def draw(low: float, high: float) -> float:
        drawn.append((low, high))
        return high

    after_failure(a_source(failures=1), Grade.PASSING, None, AT, RHYTHM, draw)
    assert drawn == [(0.8, 1.2)]
