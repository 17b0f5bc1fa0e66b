"""RSS of every version, RDF and Atom. feedparser is the base: the field's own, kept, forgiving; dates are read by us.

fastfeedparser is 45 times as fast and no base for us: it reads the dates itself, takes those without a zone for UTC,
and what was really written there is lost (decision 0006).
"""

import re
import sys
from collections import Counter
from typing import Any

import feedparser

from ingest.domain import Entry
from ingest.errors import NotAList, ReaderGaveUp
from ingest.reading.addresses import visitable
from ingest.reading.bounds import ENTRY_LIMIT
from ingest.reading.dates import day_comes_first, parse_date
from ingest.reading.listing import SUMMARY_LIMIT, TITLE_LIMIT, Listing
from ingest.reading.markup import plain

_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,20})|([0-9]{1,20}));")
_AS_XML = "application/xml; charset=utf-8"


def read_syndication(text: str, url: str, content_type: str = "") -> Listing:
    """Raises NotAList or ReaderGaveUp; `content_type` is for its words only."""
    # feedparser opens a path or URL when given one; bytes are never taken for either.
    body = _REFERENCE.sub(_readable, text).encode("utf-8", "replace")
    try:
        parsed = feedparser.parse(body, response_headers={"content-location": url, "content-type": _AS_XML})
    except Exception as error:
        raise ReaderGaveUp(f"{url} cannot be read as a feed ({type(error).__name__}).") from error
    if not parsed.get("version"):
        raise NotAList(f"{url} answered something that is not a feed ({content_type or 'no content type'}).")
    raws = parsed.entries[:ENTRY_LIMIT]
    day_first = day_comes_first(_date(raw) for raw in raws)
    found = [_entry(raw, url, day_first) for raw in raws]
    dropped = Counter("no address" for entry in found if entry is None)
    return Listing(parsed.version, tuple(entry for entry in found if entry), dropped=dict(dropped))


def _entry(raw: Any, base: str, day_first: bool) -> Entry | None:
    # Without a link it would become an entry at the feed's own address.
    address = visitable(base, raw.get("link"))
    if not address:
        return None
    return Entry(
        address=address,
        title=plain(raw.get("title") or "")[:TITLE_LIMIT],
        summary=plain(raw.get("summary") or "")[:SUMMARY_LIMIT],
        published_at=parse_date(_date(raw), day_first=day_first),
        author=plain(raw.get("author") or "")[:TITLE_LIMIT],
    )


def _date(raw: Any) -> str:
    # Not raw.get("updated"): where there is none, feedparser gives the other date, and a warning.
    return raw.get("published") or dict.get(raw, "updated") or ""


def _readable(reference: re.Match[str]) -> str:
    """Half a surrogate pair is no character; feedparser gives up on the whole feed for one reference to it."""
    hexadecimal, decimal = reference.groups()
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return "&#xFFFD;" if 0xD800 <= code <= 0xDFFF or code > sys.maxunicode else reference[0]
