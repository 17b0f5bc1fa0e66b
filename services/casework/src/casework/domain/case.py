"""A case: one matter, told by one or many outlets, with one unit that has to verify it."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from casework.domain.asked import Asked
from casework.domain.change import Change, Moved
from casework.domain.choosing import Choice, Proposal, Question
from casework.domain.clocks.phrases import VIETNAM
from casework.domain.clocks.running import RunningClock
from casework.domain.clockwork import VERIFY, Clockwork
from casework.domain.directory import Body
from casework.domain.life.actor import Actor
from casework.domain.life.commands import Command
from casework.domain.life.guards import Scene
from casework.domain.life.life import Life
from casework.domain.life.machine import take
from casework.domain.life.notes import note_of
from casework.domain.life.refusals import Stale
from casework.domain.life.stages import EDITABLE
from casework.domain.sighting import Sighting
from shared.cause import Cause

TARGET_BASIS = "mục tiêu nội bộ, không phải thời hạn theo luật"
"""The letter of 2022 says "khẩn trương", without a number: any number is an internal target and says so."""

ASKED = Life("verification-requested")
"""Where a case begins that the machine opened: its unit is asked at once."""


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
    outlet_id: str = ""
    signature: str = ""
    """Of its text, encoded: by it later copies find the case that tells of it. Empty: its text finds none."""
    medium: str = ""
    says: str = ""
    """What a person has written down of it, where no feed brought it and no snapshot stands behind it."""
    doubt: str = ""
    """Why the machine, which has judged it again, no longer takes it for relevant: for people to look at."""

    def seen(self, state: str, at: datetime) -> "Told":
        return self if self.changed_at and at < self.changed_at else replace(self, state=state, changed_at=at)


@dataclass(frozen=True, slots=True)
class Case:
    """`version` grows with every change; whoever saves must name the version it started from."""

    id: str
    version: int
    title: str
    topic: str
    urgency: str
    unit: Body
    opened_at: datetime
    asked: Asked
    """The notice that asked its unit to verify."""
    notices: tuple[Asked, ...] = ()
    """Every later one, oldest first."""
    life: Life = ASKED
    clocks: tuple[RunningClock, ...] = ()
    told_count: int = 0
    place_names: tuple[str, ...] = ()
    question: Question = ""
    """Whether a person still has to choose its unit."""
    proposals: tuple[Proposal, ...] = ()
    unit_ended: bool = False
    """Its unit has ended without a successor, and that is on its record: people assign it."""
    changes: tuple[Change, ...] = field(default=(), compare=False)
    """Changes made since it was loaded."""

    @property
    def status(self) -> str:
        return self.life.stage

    @property
    def held_by(self) -> str | None:
        """The unit that works on it, as far as a machine may have to give it to another."""
        return self.unit.id if self.life.stage in EDITABLE and not self.unit_ended else None

    @property
    def due_at(self) -> datetime | None:
        """Until when the unit was last asked to verify; an internal target."""
        return next((clock.due_at for clock in reversed(self.clocks) if clock.rule_id == VERIFY), None)

    @property
    def fires_at(self) -> datetime | None:
        """When the first of its clocks runs out or must tell somebody, whatever the hour."""
        moments = (at for clock in self.clocks for at in (clock.fires_at, clock.urgent_at) if at)
        return min(moments, default=None)

    @property
    def reminds_at(self) -> datetime | None:
        """When the first of its clocks tells somebody, if the office is open then."""
        return min((at for clock in self.clocks if (at := clock.reminds_at)), default=None)

    def act(
        self, order: "Order", clockwork: Clockwork, publications: AbstractSet[str] = frozenset(), new_id: str = ""
    ) -> "Case":
        """What a person did; `new_id` names a case that it makes. Raises Refused; Stale when it was changed since."""
        if order.read_version != self.version:
            raise Stale(order.read_version, self.version)
        actor, command, now = order.actor, order.command, order.at
        life = take(self.life, command, self.scene(actor, now, publications, new_id))
        acted = replace(self, life=life, clocks=clockwork.after(self.clocks, command, life, now))
        return acted.done_by(order, command.KIND, note_of(command, life))

    def scene(self, actor: Actor, now: datetime, publications: AbstractSet[str], new_id: str) -> Scene:
        held = frozenset(publications)
        return Scene(actor, now, self.unit.id, held, self.id, self.told_count, new_id, bool(self.question))

    def absorb(self, case_id: str, order: "Order") -> "Case":
        """Another case was merged into this one."""
        life = replace(self.life, absorbed=(*self.life.absorbed, case_id))
        return replace(self, life=life).done_by(order, "case-absorbed", case_id)

    def release(self, case_id: str, order: "Order") -> "Case":
        """It is a case of its own again."""
        left = tuple(other for other in self.life.absorbed if other != case_id)
        return replace(self, life=replace(self.life, absorbed=left)).done_by(order, "case-released", case_id)

    def given_to(self, unit: Body) -> "Case":
        return replace(self, unit=unit, unit_ended=False).unit_chosen()

    def unit_chosen(self) -> "Case":
        return replace(self, question="", proposals=())

    def unit_open(self, choice: Choice, now: datetime, cause: Cause) -> "Case":
        """What its unit was chosen by: on its record if a person has to choose."""
        if not choice.question:
            return self
        told = "; ".join(f"{one.name}: {one.why}" for one in choice.proposals) or "không có dấu hiệu chỉ ra đơn vị nào"
        asking = replace(self, question=choice.question, proposals=choice.proposals)
        return asking.record("unit-open", now, cause, None, told)

    def clocks_due(self, now: datetime) -> "Case":
        """Every clock whose time has come is overdue, once."""
        case = self
        for clock in self.clocks:
            if (at := clock.fires_at) is not None and at <= now:
                over = clock.overdue()
                clocks = tuple(over if one is clock else one for one in case.clocks)
                cause = Cause(self.id, None, None)
                case = replace(case, clocks=clocks).record("clock-overdue", now, cause, None, clock.title, at)
        return case

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
            outlet_id=sighting.outlet_id,
            signature=sighting.encoded_signature,
            medium=sighting.medium,
        )
        return case, told

    def attach(self, sighting: Sighting, now: datetime, happened_at: datetime | None = None) -> tuple["Case", Told]:
        """Another outlet tells the same: its own publication in the same case."""
        (case, told), of = self.tell(sighting), (sighting.publication_id, sighting.outlet_name, happened_at)
        return case.record("publication-attached", now, sighting.cause, *of), told

    def publication_changed(self, told: Told, change: str, seen_at: datetime, now: datetime, cause: Cause) -> "Case":
        return self.record(f"publication-{change}", now, cause, told.publication_id, told.outlet_name, seen_at)

    def proof_seen(self, change: Change) -> "Case":
        """The looks at a request's pages say something else than before."""
        return self._with(replace(change, version=self.version + 1))

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
        change = self._change(kind, now, cause)
        return self._with(replace(change, publication_id=publication_id, note=note, happened_at=happened_at))

    def _change(self, kind: str, now: datetime, cause: Cause) -> Change:
        return Change(self.id, self.version + 1, kind, now, cause)

    def done_by(self, order: "Order", kind: str, note: str, publication_id: str | None = None) -> "Case":
        """A change by whoever orders, for the reason that the order gives."""
        change, command = self._change(kind, order.at, order.cause), order.command
        by = replace(change, actor=order.actor.account, role=order.actor.role, reason=command.reason, note=note)
        about = publication_id or getattr(command, "publication_id", None)
        return self._with(replace(by, publication_id=about, publications=getattr(command, "publication_ids", ())))

    def with_moved(self, kind: str, moved: Moved) -> "Case":
        """The change of that kind, which was just made, tells which publications went where."""
        told = tuple(replace(one, moved=moved) if one.kind == kind else one for one in self.changes)
        return replace(self, changes=told)

    def _with(self, change: Change) -> "Case":
        return replace(self, version=change.version, changes=(*self.changes, change))


@dataclass(frozen=True, slots=True)
class Order:
    """A command by somebody who had read the case at a version."""

    command: Command
    actor: Actor
    read_version: int
    at: datetime
    cause: Cause
    sees: Callable[[Case], bool] = lambda _: True
    """Whether a case may be seen by whoever orders: asked where the case is changed, not only before."""

    @property
    def day(self) -> date:
        """The day in Vietnam, by which bodies are looked up."""
        return self.at.astimezone(VIETNAM).date()
