"""Clocks whose time has come."""

from dataclasses import dataclass, replace
from datetime import datetime

from casework.domain.case import Case
from casework.domain.clocks.phrases import VIETNAM
from casework.domain.reminders.addressing import Call, address
from casework.domain.reminders.telling import tell
from casework.domain.reminding import reminded, unaddressed
from casework.ports import ReminderWanted, Work, Works
from casework.usecases.means import Means

AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Rung:
    """How many cases were looked at, how many clocks ran out, how many people or desks are told."""

    cases: int
    overdue: int
    told: int


async def fire_clocks(works: Works, means: Means, now: datetime) -> Rung:
    """Mark the clocks that ran out by `now`, and tell whom the reminder rows name.

    Raises Transient. A clock rings once and a reminder leaves once: both are in the transaction that says so in the
    case, and a replica that looked at the same time finds the case's version changed. After an outage all that came
    due meanwhile fires at the first look, of several reminders to the same people the last.
    """
    office_open = means.clockwork.office_open(now)
    async with works.once(()) as work:
        due = await work.ringing(now, AT_ONCE, office_open=office_open)
        rung, wanted = [], list[_Wanted]()
        for case in due:
            after, calls = _ring(case, means, now, office_open)
            rung.append(after)
            wanted += calls
        await work.save([case for case in rung if case.changes], (), ())
        await _request(work, wanted, now)
    overdue = sum(change.kind == "clock-overdue" for case in rung for change in case.changes)
    return Rung(len(due), overdue, len(wanted))


_Wanted = tuple[Case, Call, str]


def _ring(case: Case, means: Means, now: datetime, office_open: bool) -> tuple[Case, list[_Wanted]]:
    case = case.clocks_due(now)
    clocks, tellings = tell(case.clocks, now, office_open=office_open)
    case = replace(case, clocks=clocks)
    calls, nobody = address(tellings, case, means.directory, now.astimezone(VIETNAM).date())
    wanted: list[_Wanted] = []
    for call in calls:
        notice_id = means.new_id()
        case = reminded(case, call, notice_id, now)
        wanted.append((case, call, notice_id))
    for telling in nobody:
        case = unaddressed(case, telling, now)
    return case, wanted


async def _request(work: Work, wanted: list[_Wanted], now: datetime) -> None:
    """Each with the publication that it is about: the request's own, else the case's first."""
    if not wanted:
        return
    first = await work.opened_for([case.id for case, _, _ in wanted])
    asked = [_publication_id(case, call) for case, call, _ in wanted]
    told = await work.telling([id_ for id_ in asked if id_])
    for publication_id, (case, call, notice_id) in zip(asked, wanted, strict=True):
        work.remind(ReminderWanted(case, call, notice_id, told.get(publication_id) or first.get(case.id), now))


def _publication_id(case: Case, call: Call) -> str:
    about = call.telling.clock.about
    return next((one.publication_id for one in case.life.requests if one.id == about), "")
