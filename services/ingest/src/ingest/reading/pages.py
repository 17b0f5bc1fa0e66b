"""The article in a page: trafilatura (best of those measured on Vietnamese pages, F 0.987; Apache-2.0, kept), with the
outlet's own selectors before it and the page's own JSON-LD behind it."""

from selectolax.lexbor import LexborHTMLParser

from ingest.outlets import Build
from ingest.reading.article import NOTHING, Article
from ingest.reading.bodies import text_of
from ingest.reading.builds import build_of
from ingest.reading.charsets import decoded
from ingest.reading.head import Head, read_head
from ingest.reading.markup import plain
from ingest.reading.names import author_of, outlet_of, title_of
from ingest.reading.page_times import times_of
from ingest.reading.words import clean
from shared.text.signature import fold

CUT_WORDS = 12
"""Of a description that ends in dots: enough to know its lead by."""


def read_page(body: bytes, url: str, content_type: str = "") -> Article:
    """Never raises for what a page may contain; how long it takes is bounded by whoever calls (ingest.reading.room)."""
    try:
        return _read(decoded(body, content_type), url)
    except Exception:  # noqa: BLE001 - whatever a stranger's bytes do to the extractor, there is no article in them
        return NOTHING


def lists_only(body: bytes, url: str, content_type: str = "") -> bool:
    """Whether it is a page of an outlet whose row reads section pages, and not an article of it."""
    build = build_of(url)
    if build is None or not build.listing:
        return False
    tree = LexborHTMLParser(decoded(body, content_type))
    return not read_head(tree, url).of_an_article and not any(tree.css_first(selector) for selector in build.text)


def _read(html: str, url: str) -> Article:
    tree, build = LexborHTMLParser(html), build_of(url)
    head = read_head(tree, url)
    text, found_by = text_of(html, url, tree, head, build)
    title = title_of(tree, head, build)
    return Article(
        title=title,
        text=_with_lead(_lead(tree, head, build), title, text),
        author=author_of(tree, head, build),
        outlet=outlet_of(head, build, url),
        address=head.canonical,
        times=times_of(tree, head, build),
        text_from=found_by,
    )


def _lead(tree: LexborHTMLParser, head: Head, build: Build | None) -> str:
    for selector in build.lead if build else ():
        if (node := tree.css_first(selector)) and (written := plain(node.text(separator=" "))):
            return written
    return plain(head.meta("description", "og:description")) or head.said("description")


def _with_lead(lead: str, title: str, text: str) -> str:
    """Vietnamese pages set the lead (sapo) apart, and extractors drop it; sometimes only it names the commune."""
    words = " ".join(fold(lead))
    if not text or not words or words in " ".join(fold(f"{title} {text}")):
        return text
    # A description that was cut ("…") is the beginning of a lead that is there whole.
    beginning = " ".join(words.split()[:CUT_WORDS])
    if lead.endswith(("...", "…")) and beginning in " ".join(fold(text)):
        return text
    return clean(f"{lead}\n{text}")
