"""What of the past is looked for, and how each address of it ended. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ingest.domain import Entry
from ingest.reading.bounds import PAST_LIMIT, Bounds
from ingest.sources.source import Source

LIST, PAGE = "list", "page"
CAPTURED, KNOWN, GONE, FORBIDDEN, OUTSIDE, NO_ARTICLE, FAILED, READ, STOPPED = (
    *("captured", "known", "gone", "forbidden", "outside", "no article", "failed", "read", "stopped"),
)
"""How an address ended; `read` is a list, `outside` was published at another time than is asked for."""
TRIES = 4
DEEPEST = 3
"""An archive is an index of years, of months, of days; an index below that leads in a circle."""
LISTS = 5_000
"""Lists of one job: thirteen years of one a day. What a fault or an ill will lists without end ends here."""
AGAIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Job:
    """`since` and `until`: only what was published between them, where that is known; None: no such end."""

    id: str
    source: Source
    since: datetime | None
    until: datetime | None
    begun_at: datetime

    @property
    def bounds(self) -> Bounds:
        return Bounds(PAST_LIMIT, PAST_LIMIT, self.since, self.until)

    def wants(self, published_at: datetime | None) -> bool:
        """Whether it may have been published in the time that is asked for; without a date it may."""
        return self.bounds.wants(published_at)


@dataclass(frozen=True, slots=True)
class Item:
    """One address of a job: a page, or a list (sitemap, index of sitemaps, section page, feed) of pages."""

    id: str
    job_id: str
    kind: str
    address: str
    title: str = ""
    published_at: datetime | None = None
    depth: int = 0
    tries: int = 0

    @property
    def entry(self) -> Entry:
        return Entry(self.address, self.title, "", self.published_at)

    def again(self, now: datetime, retry_after: float | None) -> datetime:
        """When it is tried once more: later each time, and never before the outlet wants it."""
        return now + max(AGAIN * (self.tries + 1), timedelta(seconds=retry_after or 0))


@dataclass(frozen=True, slots=True)
class Progress:
    """Of a job: how many addresses are known of so far, how those ended that are done, and how many were listed beyond
    what is taken of a list or job."""

    known: int
    ended: dict[str, int]
    over: int = 0

    @property
    def done(self) -> int:
        return sum(self.ended.values())

    @property
    def left(self) -> int:
        return self.known - self.done
