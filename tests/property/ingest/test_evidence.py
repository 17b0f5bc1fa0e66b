"""What is kept of an answer is what any archive's tools can open and check."""

import hashlib
import io
from base64 import b32encode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from ingest.evidence import about, as_warc
from ingest.testing import AT, a_page

HEADERS = (("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"), ("Server", "báo"))


def opened(written: bytes) -> list[tuple[object, bytes]]:
    return [(record, record.content_stream().read()) for record in ArchiveIterator(io.BytesIO(written))]


def test_a_response_keeps_status_headers_address_time_and_bytes() -> None:
    page = a_page("Nợ lương", status=200, reason="OK", headers=HEADERS)
    ((record, body),) = opened(as_warc(page))
    assert (record.rec_type, body) == ("response", page.body)
    assert record.http_headers.get_statuscode() == "200"
    assert record.http_headers.get_header("Content-Type") == "text/html; charset=utf-8"
    assert record.http_headers.get_header("X-Archive-Orig-Content-Encoding") == "gzip", "the bytes are unpacked ones"
    assert record.rec_headers.get_header("WARC-Target-URI") == page.address
    assert record.rec_headers.get_header("WARC-Date") == "2026-11-24T03:52:07.000000Z"


def test_its_digest_is_that_of_the_bytes() -> None:
    page = a_page("Nợ lương", status=200)
    ((record, _),) = opened(as_warc(page))
    digest = b32encode(hashlib.sha1(page.body).digest()).decode()
    assert record.rec_headers.get_header("WARC-Payload-Digest") == f"sha1:{digest}"


def test_bytes_of_which_no_headers_are_known_are_no_response() -> None:
    ((record, body),) = opened(as_warc(a_page("Nợ lương")))
    assert (record.rec_type, body) == ("resource", "Nợ lương".encode())
    assert record.rec_headers.get_header("Content-Type") == "text/html"


def test_records_one_after_the_other_are_a_file() -> None:
    written = about("publication-1", AT) + as_warc(a_page("Một")) + as_warc(a_page("Hai", status=200))
    assert [record.rec_type for record, _ in opened(written)] == ["warcinfo", "resource", "response"]


@pytest.mark.parametrize("address", ["https://bao.example/tin/nợ lương", "https://bao.example/\r\nX: y", "x\ud800"])
def test_no_address_breaks_the_record(address: str) -> None:
    ((record, body),) = opened(as_warc(a_page("Nợ lương", address=address)))
    assert body == "Nợ lương".encode()
    assert record.rec_headers.get_header("X") is None


@given(st.binary(max_size=2_000), st.lists(st.tuples(st.text(max_size=8), st.text(max_size=20)), max_size=4))
def test_whatever_came_is_what_is_read_again(body: bytes, headers: list[tuple[str, str]]) -> None:
    ((_, read),) = opened(as_warc(a_page(body=body, status=200, headers=tuple(headers))))
    assert read == body
