"""Title, author and outlet of an article."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from ingest.outlets import Build
from ingest.reading.addresses import site
from ingest.reading.head import Head
from ingest.reading.listing import TITLE_LIMIT
from ingest.reading.markup import plain
from shared.text.signature import fold

AUTHOR_LIMIT = 100
_BY = re.compile(r"^(?:tác giả|bài(?:,? ảnh)?|theo|by|pv|phóng viên|nguồn)\s*[:：]?\s+", re.IGNORECASE)
_AUTHORS = (
    "[rel=author]",
    "[itemprop=author] [itemprop=name]",
    "[itemprop=author]",
    "[class*=author]",
    "[class*=byline]",
    ".tac-gia",
)
_SUFFIX = re.compile(r"\s+[-–—|»]\s+([^-–—|»]{2,60})$")
_OUTLETS = ("bao ", "tap chi ", "cong doan", "trang tin", "dai ", "cong thong tin", "lien doan lao dong")
_ADDRESS = re.compile(r"https?:|@|\.(?:vn|com|org)\b|\d")


def title_of(tree: LexborHTMLParser, head: Head, build: Build | None) -> str:
    """The first that is there; without the outlet's name behind it, which half of them add for search engines."""
    marked = [words for selector in (build.title if build else ()) if (words := _first(tree, selector))]
    headings = [words for node in tree.css("article h1, main h1, h1")[:5] if (words := _line(node.text(separator=" ")))]
    said = _line(head.meta("og:title", "twitter:title")) or head.said("headline") or _first(tree, "title")
    if marked:
        return marked[0][:TITLE_LIMIT]
    for heading in headings:
        # A heading counts when the page's own word for its title agrees: the first one is often the outlet's logo.
        if " ".join(fold(heading)) in " ".join(fold(said)) or not said:
            return heading[:TITLE_LIMIT]
    return _without_outlet(said, head)[:TITLE_LIMIT]


def _without_outlet(title: str, head: Head) -> str:
    found = _SUFFIX.search(title)
    if found is None:
        return title
    known = {" ".join(fold(name)) for name in (head.meta("og:site_name"), head.publisher) if name}
    behind = " ".join(fold(found[1]))
    named = behind in known or behind.startswith(_OUTLETS) or "." in found[1]
    return title[: found.start()] if named else title


def author_of(tree: LexborHTMLParser, head: Head, build: Build | None) -> str:
    """Empty when none is named, or when only the outlet is."""
    outlet = {" ".join(fold(name)) for name in (head.meta("og:site_name"), head.publisher) if name}
    for written in _authors(tree, head, build):
        name = _BY.sub("", _line(written)).strip(" -–|,;()")
        if name and len(name) <= AUTHOR_LIMIT and not _ADDRESS.search(name) and " ".join(fold(name)) not in outlet:
            return name
    return ""


def _authors(tree: LexborHTMLParser, head: Head, build: Build | None) -> Iterator[str]:
    yield from (head.author, head.meta("author", "article:author", "dc.creator"))
    for selector in (*(build.author if build else ()), *_AUTHORS):
        yield from (node.text(separator=" ") for node in tree.css(selector)[:5])


def outlet_of(head: Head, build: Build | None, url: str) -> str:
    said = _line(head.meta("og:site_name", "application-name")) or head.publisher
    return said or (build.name if build else "") or site(url)


def _first(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return _line(node.text(separator=" ")) if node else ""


def _line(written: str) -> str:
    return " ".join(plain(written).split())
