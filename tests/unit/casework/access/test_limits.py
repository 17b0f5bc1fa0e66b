"""Backoff, buckets and lifetimes: arithmetic without a clock."""

from datetime import UTC, datetime, timedelta

import pytest

from casework.access import buckets
from casework.access.buckets import Buckets
from casework.access.guesses import LONGEST, MEMORY, Guesses, one_more, places, wait
from casework.access.refusals import TooMany, Unsound
from casework.access.service_token import check_token
from casework.access.sessions import Lifetimes, Session

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


def test_the_wait_doubles_and_has_an_end() -> None:
    waits = [wait(Guesses(failures, NOW), 5, NOW).total_seconds() for failures in range(30)]
    assert waits[:5] == [0] * 5
    assert waits[5:9] == [1, 2, 4, 8]
    assert waits[-1] == LONGEST.total_seconds()
    assert wait(Guesses(9, NOW), 5, NOW + timedelta(seconds=16)) == timedelta()


def test_old_failures_are_forgotten() -> None:
    assert one_more(Guesses(9, NOW), NOW + MEMORY).failures == 10
    assert one_more(Guesses(9, NOW), NOW + MEMORY + timedelta(seconds=1)).failures == 1


def test_a_known_browser_is_not_counted_with_strangers() -> None:
    assert not places("mai", "10.0.0.1", "d").keys() & places("mai", "10.0.0.1", None).keys()


class Seconds:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def taken(bucket: Buckets, key: str, times: int) -> int:
    for number in range(times):
        try:
            bucket.take(key)
        except TooMany:
            return number
    return times


def test_a_bucket_empties_and_fills_again() -> None:
    seconds = Seconds()
    bucket = Buckets(60, seconds)
    assert taken(bucket, "a", 100) == 30
    with pytest.raises(TooMany) as refused:
        bucket.take("a")
    assert refused.value.seconds == 1
    seconds.now = 10
    assert taken(bucket, "a", 100) == 10
    assert taken(bucket, "b", 100) == 30


def test_buckets_do_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buckets, "KEPT", 3)
    bucket = Buckets(2, Seconds())
    for key in "abcd":
        bucket.take(key)
    assert taken(bucket, "d", 1) == 0, "still remembered"
    assert taken(bucket, "a", 1) == 1, "forgotten"


def test_a_session_is_touched_once_a_minute_and_ends_twice() -> None:
    lifetimes, session = Lifetimes(), Session("s", "a", NOW, NOW)
    assert lifetimes.seen(session, NOW + timedelta(seconds=59)) is session
    touched = lifetimes.seen(session, NOW + timedelta(minutes=1))
    assert touched is not None
    assert touched.seen_at == NOW + timedelta(minutes=1)
    assert lifetimes.seen(session, NOW + timedelta(hours=1)) is None
    late = Session("s", "a", NOW, NOW + timedelta(hours=11, minutes=59))
    assert lifetimes.seen(late, NOW + timedelta(hours=12)) is None


@pytest.mark.parametrize(
    ("name", "scopes", "days"),
    [("", {"cases.read"}, 1), ("máy", set(), 1), ("máy", {"accounts.manage"}, 1), ("máy", {"cases.read"}, 367),
     ("máy", {"cases.read"}, 0)],
)  # fmt: skip
def test_a_token_needs_a_name_a_scope_and_an_end(name: str, scopes: set[str], days: int) -> None:
    with pytest.raises(Unsound):
        check_token(name, scopes, NOW + timedelta(days=days), NOW)
