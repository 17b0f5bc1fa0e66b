"""What is kept of an answer is what any archive's tools can open and check."""

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.ingest.test_evidence import opened

from ingest.evidence import as_warc
from ingest.testing import a_page


@given(st.binary(max_size=2_000), st.lists(st.tuples(st.text(max_size=8), st.text(max_size=20)), max_size=4))
def test_whatever_came_is_what_is_read_again(body: bytes, headers: list[tuple[str, str]]) -> None:
    ((_, read),) = opened(as_warc(a_page(body=body, status=200, headers=tuple(headers))))
    assert read == body
