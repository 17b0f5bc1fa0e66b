"""One reminder of one clock to one audience."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from casework.domain.clocks.vocabulary import MARK_NAMES
from casework.domain.reminders.vocabulary import FORCE_NAMES, Audience, Kind, PlanState, When


@dataclass(frozen=True, slots=True)
class Planned:
    """Keeps its derivation: a later change of rows or calendar does not rewrite what a running clock has planned.

    `at`: not earlier than this; outside office hours it waits for the next morning, unless it is urgent.
    """

    rule_id: str
    audience: Audience
    kind: Kind
    when: When
    at: datetime
    urgent: bool
    basis: str
    force: str
    mark: str
    steps: tuple[str, ...]
    state: PlanState = "waiting"

    @property
    def grounds(self) -> str:
        """Where the row comes from, and how sure that is."""
        force = FORCE_NAMES.get(self.force, self.force)
        return f"{self.basis}; {force}; {MARK_NAMES.get(self.mark, self.mark)}"

    def in_state(self, state: PlanState) -> "Planned":
        return replace(self, state=state)


Plan = tuple[Planned, ...]


def next_at(plan: Sequence[Planned], *, urgent: bool) -> datetime | None:
    return min((one.at for one in plan if one.state == "waiting" and one.urgent is urgent), default=None)


def silenced(plan: Plan) -> Plan:
    """Of a clock that was met or stopped: nothing more is said."""
    return tuple(one.in_state("silenced") if one.state == "waiting" else one for one in plan)


def passed(plan: Plan) -> Plan:
    """Of a clock that ran out: what was to be said before is too late now."""
    return tuple(one.in_state("missed") if one.state == "waiting" and one.when == "before" else one for one in plan)
