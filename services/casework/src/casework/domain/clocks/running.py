"""A clock that runs in a case: one deadline of one duty."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from casework.domain.clocks.due import Due
from casework.domain.reminders.planned import Plan, next_at, passed, silenced

State = Literal["running", "met", "stopped", "overdue"]

AS_CORRECTION = (
    "Đây là yêu cầu phản hồi: luật cho đăng phản hồi theo cùng thời hạn với cải chính; "
    "tính từ lúc cơ quan báo chí nhận văn bản là cách hiểu, chưa được xác nhận"
)


@dataclass(frozen=True, slots=True)
class RunningClock:
    """Keeps the derivation it was started with: a later change of law or calendar does not rewrite it.

    `about` is the request it belongs to, empty for the case's own. `due_at` is None where the law names no time.
    """

    rule_id: str
    part: str
    about: str
    title: str
    owed_by: str
    force: str
    mark: str
    basis: str
    started_at: datetime
    due_at: datetime | None
    derivation: tuple[str, ...]
    at_once: bool = False
    """“ngay”: due from its start, so nothing can fire later; an internal clock beside it reminds."""
    state: State = "running"
    ended_at: datetime | None = None
    plan: Plan = ()
    """Who is told when, in order; those of a clock that ended say nothing more."""

    @property
    def urgent_at(self) -> datetime | None:
        """When somebody is told, whatever the hour."""
        return next_at(self.plan, urgent=True)

    @property
    def reminds_at(self) -> datetime | None:
        """When somebody is told, if the office is open then."""
        return next_at(self.plan, urgent=False)

    @property
    def fires_at(self) -> datetime | None:
        """When it is overdue, if nothing happens before."""
        return None if self.at_once or self.state != "running" else self.due_at

    def overdue(self) -> "RunningClock":
        return replace(self, state="overdue", plan=passed(self.plan))

    def ended(self, state: State, at: datetime) -> "RunningClock":
        """An overdue clock that is met later stays overdue: that it was late is part of the record."""
        quiet = replace(self, plan=silenced(self.plan))
        if self.state == "running":
            return replace(quiet, state=state, ended_at=at)
        return replace(quiet, ended_at=at) if self.state == "overdue" and state == "met" else quiet

    def for_reply(self) -> "RunningClock":
        """The law sends phản hồi to the timetable of cải chính; that it, too, runs from receipt is our reading."""
        title = f"Đăng phản hồi, thời hạn như “{self.title}”"
        return replace(
            self, title=title, mark="U" if self.mark == "U" else "INF", derivation=(*self.derivation, AS_CORRECTION)
        )


def started(due: Due, about: str, plan: Plan = ()) -> RunningClock:
    rule = due.rule
    return RunningClock(
        rule_id=rule.id,
        part=rule.part,
        about=about,
        title=rule.title,
        owed_by=rule.owed_by,
        force=rule.force,
        mark=rule.mark,
        basis=rule.basis,
        started_at=due.started_at,
        due_at=due.at,
        derivation=due.steps,
        at_once=rule.unit == "now",
        plan=plan,
    )
