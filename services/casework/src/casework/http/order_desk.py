"""Where people's commands to cases come in over HTTP, from the API and from the console alike."""

from collections.abc import Callable, Mapping
from typing import Any

from casework.access.policy import Scope
from casework.access.roles import Level
from casework.access.who import Who
from casework.domain.case import Case, Order
from casework.domain.judging import Judging, Verdict
from casework.domain.life.actor import Actor
from casework.domain.life.commands import Command
from casework.domain.life.guards import Scene
from casework.domain.opening import Opening
from casework.domain.roles import Role
from casework.ports import Works
from casework.usecases.acting import act
from casework.usecases.judging import judge_publication
from casework.usecases.means import Means
from casework.usecases.opening import open_case_by_hand
from shared.cause import Cause
from shared.ops.clock import Clock
from shared.patience import patiently


class OrderDesk:
    """`clock` is for pages, too: what may be done depends on the day."""

    def __init__(self, works: Works, means: Callable[[], Means], clock: Clock) -> None:
        self._works = works
        self.means = means
        self.clock = clock

    async def give(self, case_id: str, version: int, command: Command, who: Who, scope: Scope, message_id: str) -> Case:
        """The case after it. The role is the session's; the scope holds for the case as it is when it is changed.

        Raises NoSuchCase, Refused, UnknownUnit, OutsideCalendar; Transient.
        """
        order = self._order(command, who, scope, version, Cause(case_id, message_id))
        # Somebody was faster: looked at anew, the form is stale, and says what has changed.
        return await patiently(lambda: act(case_id, message_id, order, self._works, self.means()))

    async def open(self, opening: Opening, who: Who, scope: Scope, message_id: str) -> Case:
        """A new case, for which there is no version. Raises Refused, UnknownUnit, OutsideCalendar; Transient."""
        order = self._order(opening, who, scope, 0, Cause(message_id, message_id))
        return await patiently(lambda: open_case_by_hand(message_id, order, opening, self._works, self.means()))

    async def judge(self, judging: Judging, message_id: str) -> Verdict:
        """What a person says of a publication. Raises NoSuchCase, Refused, UnknownUnit, OutsideCalendar; Transient."""
        return await patiently(lambda: judge_publication(message_id, judging, self._works, self.means()))

    def _order(self, command: Command, who: Who, scope: Scope, version: int, cause: Cause) -> Order:
        return Order(command, actor_of(who), version, self.clock(), cause, lambda case: may_see(scope, case))

    def scene(self, who: Who, row: Mapping[str, Any]) -> Scene:
        """Before a case as it is kept."""
        about = {"case_id": row["_id"], "told_count": row["told_count"], "unit_open": bool(row.get("question"))}
        return Scene(actor_of(who), self.clock(), row["unit"]["id"], **about)


def actor_of(who: Who) -> Actor:
    """A program's name is anybody's choice, so it is never taken for a person's."""
    return Actor(f"token:{who.name}" if who.role is Role.SERVICE else who.name, who.role, who.unit_id)


def may_see(scope: Scope, case: Case) -> bool:
    return scope.holds(case.unit.id, Level(case.life.level))
