"""Events of the ingest service: what outlets published, and how it changed since."""

from typing import ClassVar

from pydantic import Field

from shared.contracts.envelope import Event, Identifier, Moment, Wire

TEXT_LIMIT = 100_000
"""Characters of text an event may carry; at 4 bytes each it stays well below Kafka's 1 MB record."""


LIVE, BACKFILL = "live", "backfill"


class OutletRef(Wire):
    """Who published: `medium` (online, daily, tv, facebook, …) decides which legal clock runs."""

    id: Identifier
    name: str
    medium: str


class SnapshotRef(Wire):
    """The raw bytes as first received, kept by ingest."""

    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    size: int = Field(ge=0, description="bytes")
    content_type: str


class TimeGiven(Wire):
    """One of the times that an outlet gives for a publication, and where."""

    where: str = Field(description="feed, meta, json-ld, outlet's place, time-element, visible; more may come")
    written: str = Field(max_length=200)
    moment: Moment | None = Field(default=None, description="missing: not readable, or absurd")


EXCERPT_LIMIT = 2_000
"""Characters of the passages that a change shows."""


class PublicationCapturedV1(Event):
    """One article or post, seen for the first time at one address."""

    TOPIC: ClassVar[str] = "ingest.publication-captured.v1"

    lane: str = Field(default=LIVE, description="live, or backfill of the past")
    outlet: OutletRef
    source_id: Identifier
    address: str
    title: str = Field(max_length=2_000)
    text: str = Field(max_length=TEXT_LIMIT)
    text_truncated: bool = False
    published_at: Moment | None = Field(default=None, description="what the outlet says; may be missing or wrong")
    captured_at: Moment
    snapshot: SnapshotRef
    content_hash: str = Field(description="SHA-256 of the folded title and text")
    signature: str = Field(default="", description="base64 of the MinHash: little-endian uint32 each")
    author: str = Field(
        default="", description="who signed it, as a keyed hash; never a name; empty: not known or not kept"
    )
    published_from: str = Field(default="", description="where published_at was found; one of the places in times")
    times: list[TimeGiven] = Field(default_factory=list, max_length=12)


class PublicationBackfilledV1(PublicationCapturedV1):
    """The same, of the past (lane backfill), on a topic of its own: a year that is read in must not stand before today.

    `published_at` is when it was published; `captured_at` is when it was first seen, or, of what is replayed, was then.
    """

    TOPIC: ClassVar[str] = "ingest.publication-backfilled.v1"

    lane: str = BACKFILL


class PublicationChangedV1(Event):
    """The same address, looked at again: edited, removed or restored."""

    TOPIC: ClassVar[str] = "ingest.publication-changed.v1"

    change: str = Field(description="edited, removed, restored; consumers skip kinds they do not know")
    address: str
    seen_at: Moment
    title: str = Field(default="", max_length=2_000)
    text: str = Field(default="", max_length=TEXT_LIMIT)
    snapshot: SnapshotRef | None = None
    content_hash: str = ""
    previous_hash: str = ""
    difference: list[str] = Field(default_factory=list, description="unified-diff lines of the text, at most 200")
    before: str = Field(
        default="",
        max_length=EXCERPT_LIMIT,
        description="title and lines that changed, as they were; of a removal the beginning",
    )
    after: str = Field(
        default="", max_length=EXCERPT_LIMIT, description="as they are now; of a restoration the beginning"
    )


class SourceHealthChangedV1(Event):
    """A source is in another state than before, and why."""

    TOPIC: ClassVar[str] = "ingest.source-health-changed.v1"

    name: str
    state: str = Field(
        description=(
            "healthy; failing, flapping (again and again), gone (410): it cannot be read; empty, odd dates, frozen,"
            " silent, low, flooding, incomplete (its section page lists what it does not give): it can, and something"
            " is strange; paused (by people), retired (listed no more): it is not visited"
        )
    )
    reason: str
    since: Moment
    previous: str = Field(default="", description="the state before; empty when unknown")
    outlet_id: str = ""
    medium: str = ""
    address: str = Field(default="", description="of the feed, as people entered it")
    priority: bool = False


SEEN_TEXT_LIMIT = 20_000
"""Characters of one seen page; seven of them at 4 bytes each stay below Kafka's 1 MB record."""


class SeenPage(Wire):
    """One address at one look. Text and snapshot are there only when it was there and could be read."""

    role: str = Field(description="publication, place, notice (found by a link on a place)")
    address: str = Field(max_length=2_000)
    state: str = Field(description="there, gone (404, 410), failed (no answer, another status); nothing is judged")
    detail: str = Field(default="", max_length=500, description="the reason, when it was not there")
    title: str = Field(default="", max_length=2_000)
    text: str = Field(default="", max_length=SEEN_TEXT_LIMIT)
    text_truncated: bool = False
    content_hash: str = Field(default="", description="SHA-256 of the folded title and text")
    snapshot: SnapshotRef | None = None
    link_text: str = Field(default="", max_length=500, description="of the link that leads to it")
    linked_from: str = Field(default="", max_length=2_000, description="the place; empty when no place links to it now")
    position: int = Field(default=0, ge=0, description="that link's number on the place, from 1; 0: no link")
    links: int = Field(default=0, ge=0, description="how many links that place has")


class RevisitSeenV1(Event):
    """What was found at the addresses of a request: at first, at every change, once a day when all is the same."""

    TOPIC: ClassVar[str] = "ingest.revisit-seen.v1"

    case_id: Identifier
    request_id: Identifier
    publication_id: Identifier
    kind: str = Field(description="first, changed, same (a day without a change), last (the time asked for is over)")
    seen_at: Moment
    looks: int = Field(ge=1, description="looks since the event before, this one included")
    failed_looks: int = Field(default=0, ge=0, description="of those, the ones at which nothing answered")
    pages: list[SeenPage] = Field(default_factory=list, max_length=20)
