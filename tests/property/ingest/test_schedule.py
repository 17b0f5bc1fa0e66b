"""When a source is visited next: often where much comes, rarely where nothing does, and never never."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.ingest.test_schedule import DAY, RHYTHM

from ingest.errors import Grade
from ingest.sources.schedule import FAILING_PRIORITY, after_failure
from ingest.testing import AT, a_source


@given(st.integers(1, 10**9), st.sampled_from(Grade), st.booleans(), st.floats(0, 86_400), st.floats(0.8, 1.2))
def test_no_source_is_ever_given_up(failures: int, grade: Grade, priority: bool, asked: float, jitter: float) -> None:
    source = a_source(failures=failures, priority=priority)
    wait = after_failure(source, grade, asked, AT, RHYTHM, lambda _, __: jitter) - AT
    assert RHYTHM.shortest * 0.79 <= wait <= DAY * 1.21
    assert wait >= timedelta(seconds=asked)
    if priority:
        assert wait <= max(FAILING_PRIORITY * 1.21, timedelta(seconds=asked))
