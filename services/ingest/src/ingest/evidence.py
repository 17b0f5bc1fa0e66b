"""What an address answered, as a WARC record (ISO 28500): any archive's tools open and check it.

warcio is the writer: Apache-2.0, kept, small. A row holds one record, packed; records one after the other are a file.
"""

import gzip
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from ingest.domain import Page

_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_CHANGED_BY_US = frozenset({"content-encoding", "transfer-encoding", "content-length"})


def as_warc(page: Page) -> bytes:
    """One packed record. `response` with the status and headers that came; `resource` where none were noted."""
    said = (_ascii(f"{page.status} {page.reason}".strip(), " "), list(_headers(page))) if page.status else None
    return _record(
        page.address,
        page.body,
        page.fetched_at,
        kind="response" if said else "resource",
        http=StatusAndHeaders(*said, protocol="HTTP/1.1") if said else None,
        content_type=page.content_type or "application/octet-stream",
    )


def about(publication_id: str, written_at: datetime) -> bytes:
    """The record that a file of evidence begins with."""
    told = {"software": "Hai Chieu (warcio)", "format": "WARC File Format 1.1", "description": publication_id}
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False, warc_version="1.1")
    record = writer.create_warcinfo_record(f"{publication_id}.warc.gz", told)
    record.rec_headers.replace_header("WARC-Date", _date(written_at))
    writer.write_record(record)
    # The writer leaves its copy of the body open.
    record.raw_stream.close()
    return _packed(out.getvalue())


def _record(
    address: str, body: bytes, at: datetime, *, kind: str, http: StatusAndHeaders | None, content_type: str
) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False, warc_version="1.1")
    record = writer.create_warc_record(
        _ascii(address),
        kind,
        payload=io.BytesIO(body),
        http_headers=http,
        warc_content_type="" if http else content_type,
        warc_headers_dict={"WARC-Date": _date(at)},
    )
    writer.write_record(record)
    # The writer leaves its copy of the body open.
    record.raw_stream.close()
    return _packed(out.getvalue())


def _packed(record: bytes) -> bytes:
    # The writer's own packing takes four times as long for a tenth of the size, inside the service's loop.
    return gzip.compress(record, compresslevel=1, mtime=0)


def _date(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _headers(page: Page) -> Iterator[tuple[str, str]]:
    """As they came; those that spoke of the packing on the wire are kept under the archives' own name for that. What
    no header can be called is told by its place."""
    for number, (name, value) in enumerate(page.headers, 1):
        known = name if _TOKEN.fullmatch(name) else f"X-Unreadable-Name-{number}"
        yield (f"X-Archive-Orig-{known}" if known.lower() in _CHANGED_BY_US else known), _ascii(value, " ")
    yield "Content-Length", str(len(page.body))


def _ascii(text: str, allowed: str = "") -> str:
    """A header's value is ASCII; what is none, and blanks of an address, are written as %XX."""
    return "".join(
        letter if "!" <= letter <= "~" or letter in allowed else "".join(f"%{byte:02X}" for byte in _bytes(letter))
        for letter in text
    )


def _bytes(letter: str) -> bytes:
    return letter.encode("utf-8", "surrogatepass")
