"""What is to be looked at until when, and what is remembered between two looks. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

PUBLICATION, PLACE, NOTICE = "publication", "place", "notice"
WANTED, ENDED = "wanted", "ended"


@dataclass(frozen=True, slots=True)
class Target:
    role: str
    address: str


@dataclass(frozen=True, slots=True)
class Found:
    """A page that a place led to. `weight`: how many of the phrases its own text has; the heaviest are looked at again
    when no place links to them any more."""

    address: str
    link_text: str
    weight: int


@dataclass(frozen=True, slots=True)
class Memory:
    """`marks`: how each page was when it last answered; `failures`: in how many looks in a row it did not."""

    told: int = 0
    told_at: datetime | None = None
    marks: Mapping[str, str] = field(default_factory=dict)
    failures: Mapping[str, int] = field(default_factory=dict)
    notices: tuple[Found, ...] = ()
    looks: int = 0
    failed_looks: int = 0
    changes: int = 0
    changes_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Errand:
    """`version` is casework's: a newer wish about the same request replaces this one."""

    id: str
    version: int
    state: str
    case_id: str
    request_id: str
    publication_id: str
    targets: tuple[Target, ...]
    phrases: tuple[str, ...]
    since: datetime
    until: datetime
    interval: timedelta
    correlation_id: str
    memory: Memory = Memory()

    def next_look(self, now: datetime, pace: float) -> datetime:
        """The last one is at the very end, so that it can say that it was the last."""
        return max(min(now + self.interval * pace, self.until), now)

    def over(self, now: datetime) -> bool:
        return now >= self.until


@dataclass(frozen=True, slots=True)
class Wish:
    """Command: casework's newest word about a request."""

    message_id: str
    errand: Errand
