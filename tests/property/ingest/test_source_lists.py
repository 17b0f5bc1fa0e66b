"""Lists of sources as CSV and OPML: all of a file or nothing of it, and out again as it came in."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.sources import sheet
from ingest.sources.refused import SourcesRefused


@given(st.text(max_size=300))
def test_whatever_a_table_holds_it_is_read_or_refused(text: str) -> None:
    try:
        sheet.read_csv(text)
    except SourcesRefused as refused:
        assert str(refused)  # noqa: PT017 - either way is right
