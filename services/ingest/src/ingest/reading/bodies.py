"""The text of an article: where it is taken from, in this order, and when the next one is asked."""

import trafilatura
from selectolax.lexbor import LexborHTMLParser, LexborNode
from trafilatura.settings import Document

from ingest.outlets import Build
from ingest.reading.article import BLOCKS, EXTRACTOR, SELECTORS, STRUCTURED
from ingest.reading.charsets import repaired
from ingest.reading.head import Head
from ingest.reading.markup import plain
from ingest.reading.words import clean

ENOUGH = 250
"""Characters: below that an article is a caption, a cookie notice or a teaser, and the next place is asked too."""
_BLOCKS = (
    *(
        "[itemprop=articleBody]",
        ".detail-content",
        ".article__body",
        ".article-body",
        ".entry-content",
        ".post-content",
    ),
    *("#content-detail", ".content-detail", ".news-content", ".noidung", "#noidung", ".chitiet", "article"),
)
_PARTS = "p, h2, h3, h4, li, blockquote"
_FURNITURE = (
    "script, style, figure, figcaption, nav, aside, form, button, noscript, [class*=related], [class*=tinlienquan]"
)


def text_of(html: str, url: str, tree: LexborHTMLParser, head: Head, build: Build | None) -> tuple[str, str]:
    """The text, and what found it; both empty when there is none."""
    if build and (own := _of_blocks(html, build.text, build.drop)):
        return own, SELECTORS
    found = _extracted(html, url)
    if len(found) >= ENOUGH:
        return found, EXTRACTOR
    candidates = (
        (found, EXTRACTOR),
        (plain(head.said("articleBody")), STRUCTURED),
        (_of_blocks(html, _BLOCKS, ()), BLOCKS),
    )
    # The longest, and of equal ones the first.
    text, place = max(candidates, key=lambda pair: len(pair[0]))
    return (text, place) if text else ("", "")


def _extracted(html: str, url: str) -> str:
    # Without metadata: its search for a date costs a third of the time and 11 MB, and we read the head ourselves.
    found = trafilatura.bare_extraction(
        html, url=url, include_comments=False, include_tables=False, with_metadata=False
    )
    return clean(repaired(found.text or "")) if isinstance(found, Document) else ""


def _of_blocks(html: str, selectors: tuple[str, ...], drop: tuple[str, ...]) -> str:
    """Of the first block that holds an article's worth of words. On a tree of its own: furniture is cut out of it."""
    if not selectors:
        return ""
    tree = LexborHTMLParser(html)
    for selector in (_FURNITURE, *drop):
        for node in tree.css(selector):
            node.decompose()
    for selector in selectors:
        for block in tree.css(selector)[:3]:
            text = _paragraphs(block)
            if len(text) >= ENOUGH:
                return text
    return ""


def _paragraphs(block: LexborNode) -> str:
    """Its paragraphs, each once; all its words when it is written with line breaks alone."""
    parts = [node.text(separator=" ") for node in block.css(_PARTS) if not node.css_first(_PARTS)]
    inside = clean(repaired("\n".join(" ".join(part.split()) for part in parts)))
    whole = clean(repaired(block.text(separator="\n")))
    return inside if len(inside) * 2 >= len(whole) else whole
