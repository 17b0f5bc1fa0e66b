"""JSON Feed (jsonfeed.org, versions 1 and 1.1). Fields that are wrong are taken for absent, entry by entry."""

import json
from collections import Counter
from typing import Any

from ingest.domain import Entry
from ingest.errors import JsonBroken
from ingest.reading.addresses import visitable
from ingest.reading.bounds import ENTRY_LIMIT
from ingest.reading.dates import parse_date
from ingest.reading.listing import SUMMARY_LIMIT, TITLE_LIMIT, Listing
from ingest.reading.markup import plain

VERSION = "https://jsonfeed.org/version/"


def read_json_feed(text: str, url: str) -> Listing:
    """Raises JsonBroken."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise JsonBroken(f"{url} is not the JSON that it looks like ({type(error).__name__}).") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or not str(feed.get("version", "")).startswith(VERSION):
        raise JsonBroken(f"{url} is JSON, but no JSON Feed: it needs `version` and a list of `items`.")
    found = [_entry(item, url) for item in items[:ENTRY_LIMIT]]
    dropped = Counter(entry for entry in found if isinstance(entry, str))
    return Listing("json-feed", tuple(entry for entry in found if isinstance(entry, Entry)), dropped=dict(dropped))


def _entry(item: Any, url: str) -> Entry | str:
    if not isinstance(item, dict):
        return "no object"
    address = visitable(url, _text(item, "url") or _text(item, "external_url") or _text(item, "id"))
    if not address:
        return "no address"
    return Entry(
        address=address,
        title=plain(_text(item, "title"))[:TITLE_LIMIT],
        summary=plain(_text(item, "summary") or _text(item, "content_text") or _text(item, "content_html"))[
            :SUMMARY_LIMIT
        ],
        published_at=parse_date(_text(item, "date_published") or _text(item, "date_modified")),
        author=_author(item),
    )


def _text(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""


def _author(item: dict[str, Any]) -> str:
    """Of version 1.1 the first of `authors`, of version 1 `author`."""
    several = item.get("authors")
    author = several[0] if isinstance(several, list) and several else item.get("author")
    return plain(_text(author, "name"))[:TITLE_LIMIT] if isinstance(author, dict) else ""
