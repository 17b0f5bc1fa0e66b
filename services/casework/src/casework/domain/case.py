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
    """One publication inside a case."""

    publication_id: str
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
    told: tuple[Told, ...]
    place_names: tuple[str, ...] = ()
    notice_state: str = ""
    changes: tuple[Change, ...] = field(default=(), compare=False)
    """Changes made since it was loaded."""

    def attach(self, sighting: Sighting, now: datetime) -> "Case":
        """Another outlet tells the same: its own publication in the same case."""
        if any(told.publication_id == sighting.publication_id for told in self.told):
            return self
        grown = replace(self, told=(*self.told, as_told(sighting)))
        return grown.record("publication-attached", now, sighting.cause, sighting.publication_id, sighting.outlet_name)

    def publication_changed(
        self, publication_id: str, change: str, seen_at: datetime, now: datetime, cause: Cause
    ) -> "Case":
        told = tuple(t.seen(change, seen_at) if t.publication_id == publication_id else t for t in self.told)
        outlet = next((t.outlet_name for t in told if t.publication_id == publication_id), "")
        marked = replace(self, told=told)
        return marked.record(f"publication-{change}", now, cause, publication_id, outlet, seen_at)

    def delivery_changed(self, state: str, at: datetime, note: str, now: datetime, cause: Cause) -> "Case":
        return replace(self, notice_state=state).record(f"notice-{state}", now, cause, None, note, at)

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


def open_case(case_id: str, sighting: Sighting, unit: Body, now: datetime) -> Case:
    """A new case for a relevant publication: captured, judged, opened, and its unit to be asked at once."""
    case = Case(
        id=case_id,
        version=0,
        title=sighting.title,
        status="verification-requested",
        topic=sighting.topic,
        urgency=sighting.urgency,
        unit=unit,
        opened_at=now,
        due_at=now + VERIFICATION_TARGET,
        told=(as_told(sighting),),
        place_names=sighting.place_names,
    )
    case = case.record("opened", now, sighting.cause, sighting.publication_id, sighting.outlet_name)
    return case.record("notice-requested", now, sighting.cause, sighting.publication_id, unit.name)


def as_told(sighting: Sighting) -> Told:
    return Told(
        sighting.publication_id,
        sighting.outlet_name,
        sighting.address,
        sighting.title,
        sighting.published_at,
        sighting.captured_at,
    )
