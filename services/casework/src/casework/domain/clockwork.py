"""Which step of a case's life starts and stops which clocks."""

from dataclasses import replace
from datetime import datetime

from casework.domain.clocks.due import Due, Reckoner
from casework.domain.clocks.phrases import VIETNAM
from casework.domain.clocks.rulebook import NoRule, Rulebook
from casework.domain.clocks.running import RunningClock, State, started
from casework.domain.life import commands as c
from casework.domain.life.life import Life
from casework.domain.reminders.planning import Planner

VERIFY = "INT_VERIFY"
OUTLET_DUTIES = (
    "COR_ONLINE",
    "COR_DAILY_RADIO_TV",
    "COR_WEEKLY_MAG",
    "COR_MAG_GT30",
    "SOC_OWNER_USER_COMPLAINT",
    "INT_CORRECTION_ONLINE",
)
"""What an outlet or the owner of a page owes on a received request; phản hồi runs on the timetable of cải chính. Those
without a row for the medium on that day do not run."""
VERIFIED: dict[type[c.Command], State] = {c.ProposeConclusion: "met", c.Dismiss: "stopped", c.MergeInto: "stopped"}
VERIFY_AGAIN = (c.Confirm, c.Assign, c.ReturnConclusion, c.Reopen, c.Unmerge)
ANSWERED: dict[str, State] = {"published": "met", "refused": "stopped"}
"""A partial answer and silence leave the outlet's clocks running."""

Clocks = tuple[RunningClock, ...]


class Clockwork:
    """Pure: rules, calendar and reminder rows are given. Without rows, clocks ring and nobody is reminded."""

    def __init__(self, book: Rulebook, reckoner: Reckoner, planner: Planner | None = None) -> None:
        self._book = book
        self._reckoner = reckoner
        self._planner = planner

    def office_open(self, now: datetime) -> bool:
        """Whether people are told now of what is not urgent."""
        return self._planner is not None and self._planner.office.is_open(now)

    def opened(self, now: datetime) -> Clocks:
        return self._start(VERIFY, "online", now, "")

    def after(self, clocks: Clocks, command: c.Command, life: Life, now: datetime) -> Clocks:
        """The clocks of a case after a step that was taken; `life` is the one after it."""
        if (verified := VERIFIED.get(type(command))) is not None:
            return _end(clocks, "", verified, now)
        if isinstance(command, VERIFY_AGAIN):
            again = life.stage in ("verification-requested", "verifying")
            return (*_end(clocks, "", "stopped", now), *(self.opened(now) if again else ()))
        if isinstance(command, c.SendRequest):
            request = life.request(command.id)
            theirs = self._outlet(request.medium, command.received_at, command.id)
            return (*clocks, *(clock.for_reply() if request.track == "reply" else clock for clock in theirs))
        if isinstance(command, c.RecordOutcome):
            ended = ANSWERED.get(command.outcome)
            return _end(clocks, command.id, ended, now) if ended else clocks
        if isinstance(command, c.SettleRequest | c.WithdrawRequest):
            return _end(clocks, command.id, "stopped", now)
        if isinstance(command, c.Close):
            return tuple(clock.ended("stopped", now) for clock in clocks)
        return clocks

    def planned(self, clock: RunningClock) -> RunningClock:
        """With its reminders, if it runs and has none: those of before there were reminders."""
        if clock.plan or clock.state != "running" or self._planner is None:
            return clock
        plan = self._planner.plan(clock.rule_id, clock.part, clock.started_at, clock.due_at)
        return replace(clock, plan=plan)

    def _outlet(self, medium: str, received_at: datetime, request_id: str) -> Clocks:
        return tuple(clock for rule in OUTLET_DUTIES for clock in self._start(rule, medium, received_at, request_id))

    def _start(self, rule_id: str, medium: str, at: datetime, about: str) -> Clocks:
        try:
            rows = self._book.find(rule_id, medium, at.astimezone(VIETNAM).date())
        except NoRule:
            return ()
        return tuple(self._started(self._reckoner.due(row, at), about) for row in rows)

    def _started(self, due: Due, about: str) -> RunningClock:
        rule, planner = due.rule, self._planner
        return started(due, about, planner.plan(rule.id, rule.part, due.started_at, due.at) if planner else ())


def _end(clocks: Clocks, about: str, state: State, now: datetime) -> Clocks:
    return tuple(clock.ended(state, now) if clock.about == about else clock for clock in clocks)
