"""A case: one matter, told by one or many outlets, with one unit that has to verify it."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from casework.domain.directory import Body
from casework.domain.matching import Signature
from shared.cause import Cause

VERIFICATION_TARGET = timedelta(days=2)
TARGET_BASIS = "mục tiêu nội bộ, không phải thời hạn theo luật"
"""The letter of 2022 says "khẩn trương", without a number: any number is an internal target and says so."""

MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Sighting:
    """An assessed publication, as casework sees it."""

    message_id: str
    cause: Cause
    publication_id: str
    outlet_name: str
    medium: str
    address: str
    title: str
    lead: str
    published_at: datetime | None
    captured_at: datetime
    assessed_at: datetime
    relevant: str
    score: float
    topic: str
    tone: str
    urgency: str
    places: tuple[str, ...]
    place_names: tuple[str, ...]
    words: tuple[str, ...]
    signature: Signature
    encoded_signature: str


@dataclass(frozen=True, slots=True)
class Told:
    """One publication of a case, the `number`-th that joined it. There may be thousands: the case holds their count."""

    publication_id: str
    case_id: str
    number: int
    outlet_name: str
    address: str
    title: str
    published_at: datetime | None
    captured_at: datetime
    state: str = "as captured"
    changed_at: datetime | None = None
    """When that state was seen: a change that arrives late must not undo a newer one."""

    def seen(self, state: str, at: datetime) -> "Told":
        return self if self.changed_at and at < self.changed_at else replace(self, state=state, changed_at=at)


@dataclass(frozen=True, slots=True)
class Asked:
    """The notice that asked the unit, and the newest that was heard of it."""

    notice_id: str
    state: str = ""
    version: int = 0
    at: datetime | None = None

    def heard(self, state: str, version: int, at: datetime) -> "Asked":
        """News that arrives late must not undo newer news."""
        stale = self.at is not None and (version, at) < (self.version, self.at)
        return self if stale else replace(self, state=state, version=version, at=at)


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


@dataclass(frozen=True, slots=True)
class Case:
    """`version` grows with every change; whoever saves must name the version it started from."""

    id: str
    version: int
    title: str
    status: str
    topic: str
    urgency: str
    unit: Body
    opened_at: datetime
    due_at: datetime
    asked: Asked
    told_count: int = 0
    place_names: tuple[str, ...] = ()
    changes: tuple[Change, ...] = field(default=(), compare=False)
    """Changes made since it was loaded."""

    def tell(self, sighting: Sighting) -> tuple["Case", Told]:
        """One publication more."""
        case = replace(self, told_count=self.told_count + 1)
        told = Told(
            sighting.publication_id,
            case.id,
            case.told_count,
            sighting.outlet_name,
            sighting.address,
            sighting.title,
            sighting.published_at,
            sighting.captured_at,
        )
        return case, told

    def attach(self, sighting: Sighting, now: datetime) -> tuple["Case", Told]:
        """Another outlet tells the same: its own publication in the same case."""
        case, told = self.tell(sighting)
        attached = "publication-attached"
        return case.record(attached, now, sighting.cause, sighting.publication_id, sighting.outlet_name), told

    def publication_changed(self, told: Told, change: str, seen_at: datetime, now: datetime, cause: Cause) -> "Case":
        return self.record(f"publication-{change}", now, cause, told.publication_id, told.outlet_name, seen_at)

    def delivery_changed(
        self, state: str, version: int, at: datetime, note: str, now: datetime, cause: Cause
    ) -> "Case":
        heard = replace(self, asked=self.asked.heard(state, version, at))
        return heard.record(f"notice-{state}", now, cause, None, note, at)

    def record(
        self,
        kind: str,
        now: datetime,
        cause: Cause,
        publication_id: str | None = None,
        note: str = "",
        happened_at: datetime | None = None,
    ) -> "Case":
        version = self.version + 1
        change = Change(self.id, version, kind, now, cause, MACHINE, publication_id, note, happened_at)
        return replace(self, version=version, changes=(*self.changes, change))


def open_case(case_id: str, notice_id: str, sighting: Sighting, unit: Body, now: datetime) -> tuple[Case, Told]:
    """A new case for a relevant publication: captured, judged, opened, and its unit to be asked at once."""
    empty = Case(
        id=case_id,
        version=0,
        title=sighting.title,
        status="verification-requested",
        topic=sighting.topic,
        urgency=sighting.urgency,
        unit=unit,
        opened_at=now,
        due_at=now + VERIFICATION_TARGET,
        asked=Asked(notice_id),
        place_names=sighting.place_names,
    )
    case, told = empty.tell(sighting)
    case = case.record("opened", now, sighting.cause, sighting.publication_id, sighting.outlet_name)
    return case.record("notice-requested", now, sighting.cause, sighting.publication_id, unit.name), told
