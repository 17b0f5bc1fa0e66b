"""Clocks that ran before there were reminders get theirs once; edited rows plan no running clock anew."""

from dataclasses import replace

from tests.unit.casework.conftest import NOW, Office

from casework.domain.clockwork import Clockwork
from casework.testing import BOOK, RECKONER, a_sighting, the_means
from casework.usecases.planning_older import plan_older


async def older(*others: str) -> Office:
    """Cases with clocks as they were written before there were reminders."""
    office = Office()
    for name in ("a", *others):
        await office.assess(a_sighting(message_id=name, publication_id=name))
    for case in office.cases:
        silent = tuple(replace(clock, plan=()) for clock in case.clocks)
        office.works.tables["cases"][case.id] = replace(case, clocks=silent)
    return office


async def test_a_running_clock_is_planned_once_and_the_case_says_so() -> None:
    office = await older()
    means = the_means(office._new_id)
    assert office.cases[0].reminds_at is None
    assert await plan_older(office.works, means, lambda: NOW) == 1
    case = office.cases[0]
    assert case.reminds_at is not None
    assert case.clocks[0].plan == means.clockwork.opened(case.opened_at)[0].plan
    assert office.kinds()[-1] == "reminder-planned"
    silent = replace(case, clocks=tuple(replace(clock, plan=()) for clock in case.clocks))
    office.works.tables["cases"][case.id] = silent
    assert await plan_older(office.works, means, lambda: NOW) == 0, "it is done once in the life of a database"


async def test_clocks_that_ended_or_that_no_row_names_stay_silent() -> None:
    office = await older()
    ended = replace(office.cases[0], clocks=tuple(one.ended("met", NOW) for one in office.cases[0].clocks))
    office.works.tables["cases"][ended.id] = ended
    assert await plan_older(office.works, the_means(office._new_id), lambda: NOW) == 0
    rowless = await older()
    means = replace(the_means(rowless._new_id), clockwork=Clockwork(BOOK, RECKONER))
    assert await plan_older(rowless.works, means, lambda: NOW) == 0
    assert rowless.kinds()[-1] == "notice-requested"
