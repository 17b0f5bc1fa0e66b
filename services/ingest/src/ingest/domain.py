"""Sources, what they list, and what was captured of it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from shared.cause import Cause

REVISITS = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=3))
"""When a captured publication is looked at again, counted from the visit before; afterwards weekly."""
WEEKLY = timedelta(days=7)

FAILURES_UNTIL_FAILING = 3
"""One or two failures are the network's business; from the third on people are told."""


@dataclass(frozen=True, slots=True)
class Source:
    """A feed of one outlet, and what is known of its last visits."""

    id: str
    outlet_id: str
    outlet_name: str
    medium: str
    url: str
    etag: str = ""
    last_modified: str = ""
    failures: int = 0
    state: str = "healthy"
    reason: str = ""
    version: int = 0

    def visited(self, etag: str, last_modified: str) -> "Source":
        return replace(self, etag=etag, last_modified=last_modified, failures=0, state="healthy", reason="")

    def failed(self, reason: str) -> "Source":
        failures = self.failures + 1
        state = "failing" if failures >= FAILURES_UNTIL_FAILING else self.state
        return replace(self, failures=failures, state=state, reason=reason)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a feed."""

    address: str
    title: str
    summary: str
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class Page:
    """What an address answered, raw and read."""

    address: str
    body: bytes
    content_type: str
    sha256: str
    title: str
    text: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class Capture:
    """A publication at first sight. `from_feed` says that the page could not be had and the feed's words stand in."""

    publication_id: str
    source: Source
    entry: Entry
    page: Page
    text: str
    truncated: bool
    content_hash: str
    signature: str
    captured_at: datetime
    cause: Cause
    lane: str = "live"
    from_feed: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What ingest remembers of a captured publication in order to look at it again."""

    publication_id: str
    version: int
    address: str
    title: str
    text: str
    content_hash: str
    state: str
    visits: int
    correlation_id: str
    from_feed: bool = False


@dataclass(frozen=True, slots=True)
class Revisit:
    """Fact: the address was looked at again. `change` is empty when nothing changed, or when the page is seen for the
    first time after the feed's own words stood in for it."""

    known: Known
    change: str
    seen_at: datetime
    page: Page | None = None
    text: str = ""
    content_hash: str = ""
    difference: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HealthChange:
    """Fact: a source is in another state than before."""

    source: Source
    at: datetime


def next_revisit(visits: int, now: datetime, pace: float = 1.0) -> datetime:
    """`pace` scales the waits: 1 in service, far less in the sample day."""
    wait = REVISITS[visits] if visits < len(REVISITS) else WEEKLY
    return now + wait * pace
