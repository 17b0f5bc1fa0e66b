"""Whatever a feed writes for a date comes back sane or not at all."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.reading.dates import parse_date
from shared.contracts.envelope import EARLIEST, LATEST


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="0123456789/:+-. ,TZAMPGUCNovTue\u202f\u00a0", max_size=60))
def test_whatever_is_written_there_comes_back_sane_or_not_at_all(text: str) -> None:
    moment = parse_date(text)
    assert moment is None or (EARLIEST <= moment < LATEST and moment.utcoffset() is not None)
