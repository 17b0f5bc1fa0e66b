"""Section pages of outlets that have no living feed: their links, by the outlet's own selectors."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.domain import Entry
from ingest.errors import NotAList
from ingest.reading.addresses import visitable
from ingest.reading.bounds import ENTRY_LIMIT
from ingest.reading.builds import build_of
from ingest.reading.listing import TITLE_LIMIT, Listing
from ingest.reading.markup import plain


def read_section(text: str, url: str) -> Listing:
    """Each address once, by its first link that has words. Raises NotAList.

    Without selectors of its own a page is no list: an outlet that answers its feed's address with its front page or a
    notice has a broken feed, and must not look well.
    """
    build = build_of(url)
    if build is None or not build.listing:
        raise NotAList(
            f"{url} answered a page that is not a feed. Should it be read as a list, give its host a `listing` in "
            "data/outlets.yaml."
        )
    tree = LexborHTMLParser(text)
    found: dict[str, Entry] = {}
    for selector in build.listing:
        for link in tree.css(selector):
            title = _words(link)
            address = visitable(url, link.attributes.get("href"))
            if title and address and address not in found and len(found) < ENTRY_LIMIT:
                found[address] = Entry(address, title, "", None)
    if not found:
        raise NotAList(f"{url} has no link where its outlet's row looks for them: {', '.join(build.listing)}.")
    return Listing("section-page", tuple(found.values()))


def _words(link: LexborNode) -> str:
    written = plain(link.text(separator=" ")) or plain(link.attributes.get("title") or "")
    return written.replace("\n", " ")[:TITLE_LIMIT]
