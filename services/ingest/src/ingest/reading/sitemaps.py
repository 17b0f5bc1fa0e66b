"""Sitemaps (sitemaps.org), also Google's for news, and indexes of them. The parser, lxml, goes on over mistakes."""

from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from ingest.domain import Entry
from ingest.errors import SitemapBroken
from ingest.reading.addresses import visitable
from ingest.reading.bounds import NEWS, Bounds
from ingest.reading.dates import parse_date
from ingest.reading.listing import OVER, TITLE_LIMIT, Child, Listing
from ingest.reading.markup import plain

_ROOTS = {"urlset": "sitemap", "sitemapindex": "sitemap-index"}


def read_sitemap(text: str, url: str, bounds: Bounds = NEWS) -> Listing:
    """Raises SitemapBroken."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True)
    try:
        root = etree.fromstring(_body(text), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SitemapBroken(f"{url} cannot be read as a sitemap ({type(error).__name__}).") from error
    form = _ROOTS.get(_name(root)) if root is not None else None
    if form is None:
        raise SitemapBroken(f"{url} looks like a sitemap and is none.")
    return _children(root, url, bounds) if form == "sitemap-index" else _entries(root, url, bounds)


def _body(text: str) -> bytes:
    """Without a declaration, which would name an encoding that these bytes have no more."""
    start = text.lstrip("\ufeff \t\r\n")
    return (start.partition("?>")[2] if start.startswith("<?xml") else start).encode("utf-8", "replace")


def _name(element: etree._Element) -> str:
    """Without its namespace: half of them write a wrong one. Empty for comments."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _entries(root: etree._Element, url: str, bounds: Bounds) -> Listing:
    rows = [(visitable(url, row.get("loc")), row) for row in _rows(root, "url")]
    named = [(address, row) for address, row in rows if address]
    without = len(rows) - len(named)
    if bounds.since or bounds.until:
        named = [pair for pair in named if bounds.wants(_published(pair[1]))]
    if len(named) > bounds.entries:
        # Most list the oldest first; ISO dates sort as text, and those without one go last.
        named.sort(key=lambda pair: pair[1].get("publication_date") or pair[1].get("lastmod") or "", reverse=True)
    found = tuple(_entry(address, row) for address, row in named[: bounds.entries])
    return Listing("sitemap", found, dropped=_dropped(without, len(named) - len(found)))


def _entry(address: str, row: dict[str, str]) -> Entry:
    """`lastmod` is no time of publication: an old article that was touched today is not fresh."""
    return Entry(address, plain(row.get("title", ""))[:TITLE_LIMIT], "", _published(row))


def _published(row: dict[str, str]) -> datetime | None:
    return parse_date(row.get("publication_date", ""))


def _children(root: etree._Element, url: str, bounds: Bounds) -> Listing:
    rows = [(visitable(url, row.get("loc")), row.get("lastmod", "")) for row in _rows(root, "sitemap")]
    named = [Child(address, parse_date(changed)) for address, changed in rows if address]
    wanted = [child for child in named if bounds.may_hold(child.changed_at)]
    over = max(0, len(wanted) - bounds.children)
    kept = tuple(wanted[: bounds.children])
    return Listing("sitemap-index", children=kept, dropped=_dropped(len(rows) - len(named), over))


def _dropped(without_address: int, over: int) -> dict[str, int]:
    return {reason: count for reason, count in (("no address", without_address), (OVER, over)) if count}


def _rows(root: etree._Element, name: str) -> Iterator[dict[str, str]]:
    """The texts of each element and of what is inside its `news`; the pictures' own `loc` and `title` are not meant."""
    for element in root:
        if _name(element) != name:
            continue
        row: dict[str, str] = {}
        for part in element:
            inner = part.iterchildren() if _name(part) == "news" else (part,)
            for leaf in inner:
                row.setdefault(_name(leaf), (leaf.text or "").strip())
        yield row
