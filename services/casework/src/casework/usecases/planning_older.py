"""Clocks that ran before there were reminders get theirs, once."""

from casework.domain.planning_older import planned
from casework.ports import Works
from casework.usecases.means import Means
from shared.ops.clock import Clock

AT_ONCE = 50
DONE = "reminders of clocks from before there were any"


async def plan_older(works: Works, means: Means, clock: Clock) -> int:
    """How many cases were given reminders; nothing is looked at any more once all were. Raises Transient.

    A killed process or a second replica loses nothing and doubles nothing: a case is planned in one transaction with
    the line that says so, and one that has a plan is passed over.
    """
    given, after = 0, ""
    while True:
        async with works.once(()) as work:
            if await work.once_done(DONE):
                return given
            cases = await work.unplanned(after, AT_ONCE)
            changed = [case for one in cases if (case := planned(one, means.clockwork, clock())).changes]
            await work.save(changed, (), ())
            if len(cases) < AT_ONCE:
                await work.note_done(DONE)
        given, after = given + len(changed), cases[-1].id if cases else after
