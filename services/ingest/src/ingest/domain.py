"""Sources, what they list, and what was captured of it."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from ingest.sources.source import Source
from shared.cause import Cause

REVISITS = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=3))
"""When a captured publication is looked at again, counted from the visit before; afterwards weekly."""
WEEKLY = timedelta(days=7)

TIGHT = timedelta(hours=1)
"""The longest wait while an open case tells of it: what is being verified must not change unseen."""

LOOKS_UNTIL_UNREACHABLE = 5
"""Failed looks in a row, over four days, until a publication counts as unreachable; that is no removal."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a feed. `author` is as it stands there, and is not kept so (ingest.pseudonyms)."""

    address: str
    title: str
    summary: str
    published_at: datetime | None
    author: str = ""


@dataclass(frozen=True, slots=True)
class TimeFound:
    """A time that says when something was published: where it stands, and what is written there. No moment: not
    readable, or absurd."""

    where: str
    written: str
    moment: datetime | None


@dataclass(frozen=True, slots=True)
class Page:
    """What an address answered, raw and read. `canonical` is where the page says that it lives."""

    address: str
    body: bytes
    content_type: str
    sha256: str
    title: str
    text: str
    fetched_at: datetime
    author: str = ""
    times: tuple[TimeFound, ...] = ()
    canonical: str = ""
    status: int = 0
    """0: what came with the bytes was not noted, or nobody sent them."""
    reason: str = ""
    headers: tuple[tuple[str, str], ...] = ()


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
    author: str = ""
    """A pseudonym (ingest.pseudonyms)."""
    times: tuple[TimeFound, ...] = ()
    time_from: str = ""
    """Where the moment of publication that the entry bears was found."""
    time_why: str = ""


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
    failures: int = 0
    page_title: str = ""
    """The page's own, where it was read; `title` is the feed's."""
    tight: bool = False
    """An open case tells of it (ingest.following)."""


@dataclass(frozen=True, slots=True)
class Revisit:
    """Fact: the address was looked at again. `change` is empty when nothing changed, when the look failed, or when the
    page is seen for the first time after the feed's own words stood in for it."""

    known: Known
    change: str
    seen_at: datetime
    page: Page | None = None
    text: str = ""
    content_hash: str = ""
    difference: tuple[str, ...] = ()
    failed: bool = False
    before: str = ""
    after: str = ""
    """The passages that differ, for people; of a removal what was there, of a restoration what is."""

    @property
    def failures(self) -> int:
        """Failed looks in a row, this one included."""
        return self.known.failures + 1 if self.failed else 0

    @property
    def outcome(self) -> str:
        if self.failed:
            return "unreachable" if self.failures >= LOOKS_UNTIL_UNREACHABLE else "failed"
        return self.change or "unchanged"

    def next_look(self, now: datetime, pace: float) -> datetime:
        """Failures go through the same growing waits as visits do, from their beginning."""
        known = self.known
        return next_revisit(known.failures if self.failed else known.visits + 1, now, pace, tight=known.tight)


@dataclass(frozen=True, slots=True)
class HealthChange:
    """Fact: a source is in another state than before."""

    source: Source
    at: datetime
    previous: str = ""


@dataclass(frozen=True, slots=True)
class Hour:
    """Fact: a source was looked at in a local hour, and so many entries were new."""

    day: date
    hour: int
    news: int


@dataclass(frozen=True, slots=True)
class Visited:
    """Fact: a source was visited. `captured` counts publications by lane and by where their text is from."""

    source: Source
    captured: Counter[tuple[str, str]] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Survey:
    """All sources at once. The last two are about those that are not retired."""

    states: dict[str, int]
    stalest: datetime | None = None
    next_visit: datetime | None = None


def next_revisit(visits: int, now: datetime, pace: float = 1.0, *, tight: bool = False) -> datetime:
    """`pace` scales the waits: 1 in service, far less in the sample day."""
    wait = REVISITS[visits] if visits < len(REVISITS) else WEEKLY
    return now + (min(wait, TIGHT) if tight else wait) * pace
