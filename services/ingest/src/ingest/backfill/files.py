"""What a file holds of the past: addresses, a table, or an archive (WARC)."""

from collections.abc import Iterator
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


def read_addresses(path: Path) -> list[str]:
    """One address a line; blank lines and lines that begin with # are passed over. Raises PastUnreadable."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise PastUnreadable(f"{path} cannot be read as text in UTF-8: {error}.") from error
    found = [(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip() and line.lstrip()[0] != "#"]
    if wrong := next((number for number, line in found if not on_the_web(line)), None):
        raise PastUnreadable(f"{path}, line {wrong}: no address. One http:// or https:// address a line is expected.")
    if not found or len(found) > ADDRESSES:
        raise PastUnreadable(f"{path} has {len(found):,} addresses; 1 to {ADDRESSES:,} are taken at a time.")
    return [line for _, line in found]


def read_archive(path: Path, largest: int) -> Iterator[Archived]:
    """Every page of a WARC file that was answered well; `largest`: bytes of a page. Raises PastUnreadable."""
    try:
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                if record.rec_type in ("response", "resource") and (page := _page(record, largest)):
                    yield page
    except (OSError, ArchiveLoadFailed, EOFError) as error:
        raise PastUnreadable(f"{path} is no WARC file, or a broken one: {error}.") from error


def _page(record: ArcWarcRecord, largest: int) -> Archived | None:
    http, address = record.http_headers, record.rec_headers.get_header("WARC-Target-URI") or ""
    kind = (http or record.rec_headers).get_header("Content-Type") or ""
    status, _, reason = http.statusline.partition(" ") if http else ("200", "", "")
    # Some outlets do not say what a page is; what is none is found out when it is read.
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
        raise PastUnreadable(f"a record says that it is of {written[:40]!r}, which is no time") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
