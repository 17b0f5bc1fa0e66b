"""One thing that happened to a case."""

from dataclasses import dataclass
from datetime import datetime

from shared.cause import Cause

MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Moved:
    """People's word on which publications belong together: these are in one case with the others now, or no longer.

    Ids, of each side those that joined first. `case_id` is the other case.
    """

    case_id: str
    publications: tuple[str, ...]
    others: tuple[str, ...]
    together: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened to a case: a line of its timeline, and an event for everybody."""

    case_id: str
    version: int
    kind: str
    at: datetime
    cause: Cause
    actor: str = MACHINE
    publication_id: str | None = None
    note: str = ""
    happened_at: datetime | None = None
    """When it happened outside, if that is not when we learnt of it."""
    role: str = ""
    reason: str = ""
    files: tuple[str, ...] = ()
    """SHA-256 of each snapshot or letter that it speaks of."""
    publications: tuple[str, ...] = ()
    """Ids, where it is about several."""
    sides: tuple[str, str] = ("", "")
    """What an outlet changed, as it was and as it is: for the timeline, not for the events."""
    moved: Moved | None = None
