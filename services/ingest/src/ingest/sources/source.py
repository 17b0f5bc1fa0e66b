"""A feed of one outlet: what people said about it, and what was learnt at its visits. Pure."""

import math
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

HEALTHY, FAILING, GONE, PAUSED, RETIRED = "healthy", "failing", "gone", "paused", "retired"
EMPTY, ODD_DATES, FROZEN, SILENT, LOW, FLOODING = "empty", "odd dates", "frozen", "silent", "low", "flooding"
INCOMPLETE, FLAPPING = "incomplete", "flapping"
RESTING = (PAUSED, RETIRED)
"""Not visited: people want it so, or the list of sources names it no more. A machine stops nothing."""
FETCHING = (FAILING, GONE)

FAILURES_UNTIL_FAILING = 3
"""One or two failures are the network's business; from the third on people are told."""
PROBE = timedelta(days=7)
"""At least so often a feed is read in full, whatever it says of itself: some answer "unchanged" for ever."""
DOUBTED = 12.0
"""New entries that by its own rate should have come since a feed was last read in full: then its "unchanged" is not
believed. For the busiest a look in full every four hours; chance alone keeps so many away once in 160,000 times."""
MEMORY = timedelta(days=7)
"""Of the rate: what came a week ago counts a third of what comes today."""
BUSY = 72.0
"""New entries a day from which a source is visited as often as may be. One that is new is taken for that busy."""


@dataclass(frozen=True, slots=True)
class Source:
    """`origin`: file (INGEST_SOURCES) or people; `section`: a page or sitemap that lists what the feed should give."""

    id: str
    outlet_id: str
    outlet_name: str
    medium: str
    url: str
    priority: bool = False
    tags: tuple[str, ...] = ()
    body_id: str = ""
    section: str = ""
    origin: str = "file"
    kind: str = "feed"
    """feed: whatever lists articles; page: a single one that is watched for itself."""

    etag: str = ""
    last_modified: str = ""
    sha256: str = ""
    marks_lie: bool = False
    """It gave new entries under the mark of the old ones: it is read in full at every visit."""
    read_at: datetime | None = None
    """When it was last read in full."""
    moved_to: str = ""
    """Where it leads for good (301, 308), on the same site."""
    failures: int = 0
    state: str = HEALTHY
    reason: str = ""
    since: datetime | None = None
    version: int = 0
    visited_at: datetime | None = None
    """The last good visit; for a source that has had none, when the watching began."""
    next_visit: datetime | None = None
    rate: float = BUSY
    """New entries a day, of about the last week."""
    news_at: datetime | None = None
    newest_at: datetime | None = None
    """The latest date that an entry had and that was not in the future."""
    entries: int = -1
    """In the feed when it was last read in full; -1: never."""
    odd_dates: int = 0
    """Of those entries: without a date, or with one in the future."""
    empties: int = 0
    judged_at: datetime | None = None
    falls: int = 0
    """How often it came to fail, each time within a day of the one before (ingest.sources.damping)."""
    fell_at: datetime | None = None
    recall_at: datetime | None = None
    """When its section was last compared with it (ingest.recall)."""
    recall_listed: int = 0
    recall_missed: int = 0
    """Of those listed, the ones that this feed did not give."""

    @property
    def address(self) -> str:
        return self.moved_to or self.url

    @property
    def resting(self) -> bool:
        return self.state in RESTING

    def marks(self, now: datetime) -> tuple[str, str]:
        """What to ask "has it changed since?" with; nothing when it is to be read in full."""
        if self.read_at is None or self.marks_lie:
            return ("", "")
        since = now - self.read_at
        probe = since >= PROBE or self.rate * (since / timedelta(days=1)) >= DOUBTED
        return ("", "") if probe else (self.etag, self.last_modified)

    def failed(self, reason: str, *, withdrawn: bool = False) -> "Source":
        failures = self.failures + 1
        # Where it had moved to fails: from the beginning, then.
        back = replace(self, failures=failures, moved_to="" if failures >= FAILURES_UNTIL_FAILING else self.moved_to)
        if failures < FAILURES_UNTIL_FAILING:
            return replace(back, reason=reason)
        return replace(back, state=GONE if withdrawn else FAILING, reason=reason)

    def retired(self, reason: str) -> "Source":
        """Visited no more, and nothing of it forgotten."""
        return replace(self, state=RETIRED, reason=reason)

    def paused(self, reason: str) -> "Source":
        return replace(self, state=PAUSED, reason=reason)

    def resumed(self, now: datetime) -> "Source":
        return replace(self, failures=0, state=HEALTHY, reason="", visited_at=now, next_visit=now)

    def came(self, news: int, now: datetime) -> "Source":
        """The rate after a visit. What a source has at its first visit was gathered before, and says nothing."""
        if self.read_at is None or self.visited_at is None:
            return replace(self, news_at=now if news else None)
        passed = max((now - self.visited_at) / MEMORY, 0.0)
        rate = self.rate * math.exp(-passed) + news / (MEMORY / timedelta(days=1))
        return replace(self, rate=rate, news_at=now if news else self.news_at)
