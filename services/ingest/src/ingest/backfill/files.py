"""What a file holds of the past: addresses, a table, or an archive (WARC)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from ingest.addresses import on_the_web
from ingest.reading.words import sha256
from shared.exits import WrongWords

ADDRESSES = 200_000
_PAGES = ("text/html", "application/xhtml+xml")


class PastUnreadable(WrongWords):
    """The file is none of those that a backfill reads; the message says where and what is wrong."""


class _RecordWrong(Exception):
    """One record cannot be what it says."""


@dataclass(frozen=True, slots=True)
class Archived:
    """One page as an archive keeps it."""

    address: str
    body: bytes
    content_type: str
    sha256: str
    fetched_at: datetime
    status: int = 0
    reason: str = ""
    headers: tuple[tuple[str, str], ...] = ()


Wrong = Callable[[str], None]
"""Called with what is passed over, and why."""


def read_addresses(path: Path, wrong: Wrong) -> list[str]:
    """One address a line; blank lines and lines that begin with # mean nothing. Raises PastUnreadable."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise PastUnreadable(f"{path} cannot be read as text in UTF-8: {error}.") from error
    found = [(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip() and line.lstrip()[0] != "#"]
    for number, line in found:
        if not on_the_web(line):
            wrong(
                f"{path}, line {number}: no address, passed over. One http:// or https:// address a line is expected."
            )
    addresses = [line for _, line in found if on_the_web(line)]
    if not addresses or len(addresses) > ADDRESSES:
        raise PastUnreadable(f"{path} has {len(addresses):,} addresses; 1 to {ADDRESSES:,} are taken at a time.")
    return addresses


def read_archive(path: Path, largest: int, wrong: Wrong) -> Iterator[Archived]:
    """Every page of a WARC file that was answered well; `largest`: bytes of a page. Raises PastUnreadable."""
    try:
        with path.open("rb") as file:
            for number, record in enumerate(ArchiveIterator(file), 1):
                try:
                    page = _page(record, largest) if record.rec_type in ("response", "resource") else None
                except _RecordWrong as error:
                    wrong(f"{path}, record {number}: {error}, passed over.")
                    continue
                if page:
                    yield page
    except (OSError, ArchiveLoadFailed, EOFError) as error:
        raise PastUnreadable(f"{path} is no WARC file, or a broken one: {error}.") from error


def _page(record: ArcWarcRecord, largest: int) -> Archived | None:
    http, address = record.http_headers, record.rec_headers.get_header("WARC-Target-URI") or ""
    kind = (http or record.rec_headers).get_header("Content-Type") or ""
    status, _, reason = http.statusline.partition(" ") if http else ("200", "", "")
    # Some outlets do not say what a page is; what is none is found out when it is read.
    if address.startswith(("http://", "https://")) and not on_the_web(address):
        raise _RecordWrong(f"{address[:200]!r} is no address")
    if not on_the_web(address) or (kind and not kind.lower().startswith(_PAGES)) or status != "200":
        return None
    body = record.content_stream().read(largest + 1)
    if len(body) > largest:
        return None
    headers = tuple((name, value) for name, value in http.headers) if http else ()
    told = (200, reason, headers) if http else (0, "", ())
    return Archived(address, body, kind, sha256(body), _date(record), *told)


def _date(record: ArcWarcRecord) -> datetime:
    written = record.rec_headers.get_header("WARC-Date") or ""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError as error:
        raise _RecordWrong(f"it says that it is of {written[:40]!r}, which is no time") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
