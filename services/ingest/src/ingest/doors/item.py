"""What comes in by a door, and what is kept of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ingest.addresses import publication_id
from ingest.capturing import make_capture
from ingest.domain import Capture, Entry, Page
from ingest.pseudonyms import Pseudonym
from ingest.reading import words
from ingest.sources.source import Source
from shared.ops.ids import stable_id

TITLE_LIMIT = 1_000
TITLE_WORDS = 20


@dataclass(frozen=True, slots=True)
class Item:
    """One publication, handed over. `address` is where it is published, or, of what is nowhere to be visited, a name of
    its own (`mid:…` for a mail). `raw` is the evidence: what came, without who wrote it (ingest.pseudonyms)."""

    door: str
    outlet_id: str
    outlet_name: str
    medium: str
    address: str
    title: str
    text: str
    raw: bytes
    content_type: str
    author: str = ""
    published_at: datetime | None = None

    @property
    def publication_id(self) -> str:
        return publication_id(self.outlet_id, self.address)


def captured(item: Item, now: datetime, pseudonym: Pseudonym) -> Capture:
    """The words that came stand in until the page itself is seen, as a feed's do: its first sight is no edit."""
    source = Source(stable_id("door", item.door), item.outlet_id, item.outlet_name, item.medium, item.address)
    text = words.clean(item.text)
    title = (words.clean(item.title).replace("\n", " ") or beginning(text))[:TITLE_LIMIT]
    entry = Entry(item.address, title, text, item.published_at, item.author)
    page = Page(item.address, item.raw, item.content_type, words.sha256(item.raw), title, "", now)
    return make_capture(item.publication_id, source, entry, page, now, pseudonym)


def beginning(text: str) -> str:
    """What a post without a title is called."""
    first = text.partition("\n")[0].split()
    return " ".join(first[:TITLE_WORDS]) + (" …" if len(first) > TITLE_WORDS else "")


def once_each(items: Sequence[Item]) -> list[Item]:
    """The first of each publication."""
    return list({item.publication_id: item for item in reversed(items)}.values())[::-1]
