"""What outlets say about when to come again, in seconds, in dates, and in nonsense."""

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.ingest.test_retry_after import DAY

from ingest.fetching.retry_after import fresh_for, seconds_to_wait
from ingest.testing import AT


@given(st.text(max_size=200))
def test_whatever_stands_there_it_is_a_wait_within_a_day_or_none(value: str) -> None:
    wait = seconds_to_wait(value, AT)
    assert wait is None or 0 <= wait <= DAY
    assert 0 <= fresh_for(value) <= DAY
