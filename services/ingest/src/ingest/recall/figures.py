"""How complete a feed is, by what stands on its outlet's own page. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ingest.domain import Entry
from ingest.reading.addresses import same_outlet
from ingest.sources.source import Source

LISTED_WITHIN = timedelta(days=3)
"""A sitemap lists months; what is compared is of these days, where it says when an entry is of."""
MISSED_WITHIN = timedelta(days=7)
"""What is found and older stood there before anybody watched, and says nothing of the feed: it is of the past."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """Fact: a section was compared with what its feed gave. `suspects`: ids that nobody has captured yet; those that
    the feed has not brought by the next comparison were missed."""

    source: Source
    at: datetime
    listed: int
    missed: int
    suspects: Sequence[str]


def comparable(entries: Sequence[Entry], source: Source, now: datetime) -> list[Entry]:
    """Of this outlet, and of these days."""
    return [
        entry
        for entry in entries
        if same_outlet(entry.address, source.url)
        and (entry.published_at is None or entry.published_at >= now - LISTED_WITHIN)
    ]


def missed(published_at: datetime | None, now: datetime) -> bool:
    return published_at is None or now - published_at <= MISSED_WITHIN
