"""Feeds to entries. feedparser is the base: the field's own, kept, forgiving; dates are repaired by us."""

import html
import re
import sys
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser

from ingest.domain import Entry
from ingest.errors import FeedUnreadable
from ingest.reading.dates import parse_date
from ingest.reading.words import clean

ENTRY_LIMIT = 2_000
"""Entries read of one feed; more than that is no news feed (Media Cloud draws the line at the same place)."""
TITLE_LIMIT = 1_000
SUMMARY_LIMIT = 5_000
ADDRESS_LIMIT = 2_000
"""Characters; an address stands in for a missing title, and a title has no more."""

# Without "<" inside, so that five million of them in a row cost five million steps and not two thousand times that.
_TAGS = re.compile(r"<[^<>]{0,2000}>")
_REFERENCE = re.compile(rb"&#(?:[xX]([0-9a-fA-F]{1,20})|([0-9]{1,20}));")


def read_feed(body: bytes, url: str, content_type: str = "") -> list[Entry]:
    """Entries with an address, in the feed's order. Raises FeedUnreadable when the bytes are no feed at all."""
    # Without a type feedparser takes what declares no encoding for Latin-1; XML says that it is UTF-8.
    headers = {"content-location": url, "content-type": content_type or "application/xml"}
    # feedparser opens a path or URL when given one; bytes are never taken for either.
    try:
        parsed = feedparser.parse(_REFERENCE.sub(_readable, body), response_headers=headers)
    except Exception as error:
        raise FeedUnreadable(f"{url} cannot be read as a feed ({type(error).__name__}).") from error
    if not parsed.get("version"):
        raise FeedUnreadable(f"{url} answered something that is not a feed ({content_type or 'no content type'}).")
    entries = [_entry(raw, url) for raw in parsed.entries[:ENTRY_LIMIT]]
    return [entry for entry in entries if entry is not None]


def _entry(raw: Any, base: str) -> Entry | None:
    link = (raw.get("link") or "").strip()
    # Without a link it would become an entry at the feed's own address.
    address = _visitable(base, link) if link else ""
    if not address:
        return None
    return Entry(
        address=address,
        title=plain(raw.get("title") or "")[:TITLE_LIMIT],
        summary=plain(raw.get("summary") or "")[:SUMMARY_LIMIT],
        # Not raw.get("updated"): where there is none, feedparser gives the other date, and a warning.
        published_at=parse_date(raw.get("published") or dict.get(raw, "updated") or ""),
    )


def _visitable(base: str, link: str) -> str:
    """The address, empty if it is none that we visit."""
    try:
        address = urljoin(base, link)
        scheme = urlsplit(address).scheme
    except ValueError:
        return ""
    return address if scheme in ("http", "https") and len(address) <= ADDRESS_LIMIT else ""


def _readable(reference: re.Match[bytes]) -> bytes:
    """Half a surrogate pair is no character; feedparser gives up on the whole feed for one reference to it."""
    hexadecimal, decimal = reference.groups()
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return b"&#xFFFD;" if 0xD800 <= code <= 0xDFFF or code > sys.maxunicode else reference[0]


def plain(markup: str) -> str:
    """Text of a title or summary: entities undone (some feeds do it twice), tags out."""
    return clean(html.unescape(_TAGS.sub(" ", html.unescape(markup))))
