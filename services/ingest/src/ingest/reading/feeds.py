"""What a source lists, in whatever form it is sent. What can be had of it is had; what is no list at all is refused."""

import re

from ingest.domain import Entry
from ingest.errors import Empty, NestedTooDeep
from ingest.reading.bounds import NEWS, Bounds
from ingest.reading.charsets import decoded
from ingest.reading.jsonfeed import read_json_feed
from ingest.reading.listing import Listing
from ingest.reading.sections import read_section
from ingest.reading.sitemaps import read_sitemap
from ingest.reading.syndication import read_syndication
from ingest.reading.unpacking import unpacked

_SITEMAP = re.compile(r"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]")
_HTML = re.compile(
    r"^\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE | re.DOTALL
)
_HEAD = 4_096
"""Characters among which the first element stands, after declarations and comments."""


def read_list(body: bytes, url: str, content_type: str = "", bounds: Bounds = NEWS) -> Listing:
    """Raises FeedUnreadable when the bytes are no list of any known form."""
    text = decoded(unpacked(body, url), content_type)
    start = text[:_HEAD].lstrip("\ufeff \t\r\n")
    if not start:
        raise Empty(f"{url} answered nothing.")
    if start.startswith("{"):
        return read_json_feed(text.lstrip("\ufeff"), url)
    if _SITEMAP.search(start):
        return read_sitemap(text, url, bounds)
    if _HTML.match(start):
        return read_section(text, url)
    return read_syndication(text, url, content_type)


def is_page(body: bytes, content_type: str = "") -> bool:
    """By how it begins; what only has some tags in it is not sure to be one."""
    return _HTML.match(decoded(body[: 2 * _HEAD], content_type).lstrip("\ufeff \t\r\n")) is not None


def read_feed(body: bytes, url: str, content_type: str = "") -> list[Entry]:
    """The entries alone, in the list's order. Raises FeedUnreadable."""
    listing = read_list(body, url, content_type)
    if listing.children:
        raise NestedTooDeep(f"{url} is an index of {len(listing.children)} sitemaps and lists no article itself.")
    return list(listing.entries)
