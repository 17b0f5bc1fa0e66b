"""Feeds to entries. feedparser is the base: the field's own, kept, forgiving; dates are repaired by us."""

import html
import re
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

_TAGS = re.compile(r"<[^>]{0,2000}>")


def read_feed(body: bytes, url: str, content_type: str = "") -> list[Entry]:
    """Entries with an address, in the feed's order. Raises FeedUnreadable when the bytes are no feed at all."""
    headers = {"content-location": url} | ({"content-type": content_type} if content_type else {})
    # feedparser opens a path or URL when given one; bytes are never taken for either.
    parsed = feedparser.parse(body, response_headers=headers)
    if not parsed.get("version"):
        raise FeedUnreadable(f"{url} answered something that is not a feed ({content_type or 'no content type'}).")
    entries = [_entry(raw, url) for raw in parsed.entries[:ENTRY_LIMIT]]
    return [entry for entry in entries if entry is not None]


def _entry(raw: Any, base: str) -> Entry | None:
    address = urljoin(base, (raw.get("link") or "").strip())
    if urlsplit(address).scheme not in ("http", "https"):
        return None
    return Entry(
        address=address,
        title=plain(raw.get("title") or "")[:TITLE_LIMIT],
        summary=plain(raw.get("summary") or "")[:SUMMARY_LIMIT],
        published_at=parse_date(raw.get("published") or raw.get("updated") or ""),
    )


def plain(markup: str) -> str:
    """Text of a title or summary: entities undone (some feeds do it twice), tags out."""
    return clean(html.unescape(_TAGS.sub(" ", html.unescape(markup))))
