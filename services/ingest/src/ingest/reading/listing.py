"""What a feed, sitemap, section page or JSON file lists, in one shape for all of them."""

from dataclasses import dataclass, field
from datetime import datetime

from ingest.domain import Entry

TITLE_LIMIT = 1_000
SUMMARY_LIMIT = 5_000
OVER = "over the limit"


@dataclass(frozen=True, slots=True)
class Child:
    """A sitemap that a sitemap index names."""

    address: str
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Listing:
    """`form` is what it turned out to be (rss20, atom10, json-feed, sitemap, sitemap-index, section-page, …).

    `dropped` counts what was listed and is no entry, by reason, so that a feed that loses half its entries is seen.
    """

    form: str
    entries: tuple[Entry, ...] = ()
    children: tuple[Child, ...] = ()
    dropped: dict[str, int] = field(default_factory=dict)
