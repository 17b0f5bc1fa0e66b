"""Which reminders go out now: each once, in order, and after an outage only the last of several to the same people."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from casework.domain.clocks.running import RunningClock
from casework.domain.reminders.planned import Plan, Planned
from casework.domain.reminders.vocabulary import Audience


@dataclass(frozen=True, slots=True)
class Telling:
    """One reminder that goes out. `instead_of`: earlier ones to the same people that were never sent."""

    clock: RunningClock
    planned: Planned
    instead_of: int = 0

    @property
    def remark(self) -> str:
        if not self.instead_of:
            return ""
        return f"Lời báo này thay cho {self.instead_of} lời nhắc trước về cùng thời hạn, chưa gửi được vào lúc đã định."


def tell(
    clocks: Sequence[RunningClock], now: datetime, *, office_open: bool
) -> tuple[tuple[RunningClock, ...], tuple[Telling, ...]]:
    """The clocks afterwards, and what goes out. While the office is closed only what is urgent does."""
    told: list[Telling] = []
    after: list[RunningClock] = []
    for clock in clocks:
        plan = clock.plan
        for audience in dict.fromkeys(one.audience for one in plan):
            plan, chosen, replaced = _choose(plan, audience, now, office_open)
            if chosen:
                told.append(Telling(clock, chosen, replaced))
        after.append(replace(clock, plan=plan) if plan is not clock.plan else clock)
    return tuple(after), tuple(told)


def _choose(plan: Plan, audience: Audience, now: datetime, office_open: bool) -> tuple[Plan, Planned | None, int]:
    ready = [
        place
        for place, one in enumerate(plan)
        if one.audience == audience and one.state == "waiting" and one.at <= now and (office_open or one.urgent)
    ]
    if not ready:
        return plan, None, 0
    last = ready[-1]
    unsaid = [
        place
        for place, one in enumerate(plan[:last])
        if one.audience == audience and one.state in ("waiting", "missed")
    ]
    states = dict.fromkeys(unsaid, "replaced") | {last: "told"}
    after = tuple(one if place not in states else _in(one, place == last) for place, one in enumerate(plan))
    return after, plan[last], len(unsaid)


def _in(one: Planned, chosen: bool) -> Planned:
    return one.in_state("told" if chosen else "replaced")
