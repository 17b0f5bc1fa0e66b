"""What outlets say about when to come again, in seconds, in dates, and in nonsense."""

from datetime import timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.fetching.retry_after import LONGEST, fresh_for, seconds_to_wait
from ingest.testing import AT

DAY = LONGEST.total_seconds()


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("86401", DAY),
        ("9" * 5_000, DAY),
        (format_datetime(AT + timedelta(minutes=5), usegmt=True), 300),
        (format_datetime(AT - timedelta(hours=1), usegmt=True), 0),
        (format_datetime(AT + timedelta(days=400), usegmt=True), DAY),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("٣٠", None),
        ("Tue, 99 Nov 2026 10:00:00 GMT", None),
    ],
)
def test_seconds_and_dates_within_a_day(value: str, seconds: float | None) -> None:
    assert seconds_to_wait(value, AT) == seconds


@given(st.text(max_size=200))
def test_whatever_stands_there_it_is_a_wait_within_a_day_or_none(value: str) -> None:
    wait = seconds_to_wait(value, AT)
    assert wait is None or 0 <= wait <= DAY
    assert 0 <= fresh_for(value) <= DAY


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("max-age=600", 600), ("public, Max-Age=60", 60), ("no-cache, max-age=60", 0), ("max-age=x", 0), ("", 0)],
)
def test_how_long_an_answer_says_it_stays_the_same(value: str, seconds: float) -> None:
    assert fresh_for(value) == seconds
