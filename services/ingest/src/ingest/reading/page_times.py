"""The times that a page gives for its article, each with the place where it stands."""

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.domain import TimeFound
from ingest.outlets import Build
from ingest.reading.dates import DATE_LIMIT, parse_date
from ingest.reading.head import Head
from ingest.reading.words import clean
from ingest.times import IN_META, IN_STRUCTURED, IN_TIME_ELEMENT, MARKED, VISIBLE

TIMES_LIMIT = 8
_METAS = (
    "article:published_time",
    "datepublished",
    "pubdate",
    "og:published_time",
    "publishdate",
    "dc.date.issued",
    "dcterms.created",
    "date",
)
_VISIBLE = (
    '[class*="publish"]',
    '[class*="date"]',
    '[class*="time"]',
    '[class*="meta"]',
    '[class*="ngay"]',
    '[id*="date" i]',
    "header span",
    "h1 ~ p, h1 ~ div, h1 ~ span",
)
_LOOKED_AT = 40
"""Elements whose words are tried, so that a page of a thousand dates costs no more than another."""


def times_of(tree: LexborHTMLParser, head: Head, build: Build | None) -> tuple[TimeFound, ...]:
    """The same moment from two places stands twice: that they agree is worth knowing."""
    found: list[TimeFound] = []
    places: set[str] = set()
    for where, written in _written(tree, head, build):
        moment = parse_date(written, day_first=where not in (IN_META, IN_STRUCTURED))
        # What the page's own eye-catchers hold is a guess: only what is readable there counts.
        if written and (moment is not None or where != VISIBLE) and where not in places:
            places.add(where)
            found.append(TimeFound(where, written[:DATE_LIMIT], moment))
        if len(found) == TIMES_LIMIT:
            break
    return tuple(found)


def _written(tree: LexborHTMLParser, head: Head, build: Build | None) -> Iterator[tuple[str, str]]:
    yield IN_STRUCTURED, head.said("datePublished")
    yield IN_META, clean(head.meta(*_METAS))
    for selector in build.time if build else ():
        for node in tree.css(selector)[:3]:
            yield MARKED, _of(node)
    for node in tree.css("article time, main time, time, [itemprop=datePublished]")[:5]:
        yield IN_TIME_ELEMENT, _of(node)
    for selector in _VISIBLE:
        for node in tree.css(selector)[:_LOOKED_AT]:
            yield VISIBLE, _words(node)


def _of(node: LexborNode) -> str:
    """The machine's form, when it has one with a time of day; else its words."""
    machine = clean(node.attributes.get("datetime") or node.attributes.get("content") or "")
    return machine if parse_date(machine) else _words(node) or machine


def _words(node: LexborNode) -> str:
    return clean(node.text(separator=" ")[: DATE_LIMIT + 1]).replace("\n", " ")
