"""Open cases of units that have ended, to whoever goes on with them."""

from datetime import datetime

from casework.domain.clocks.phrases import VIETNAM
from casework.domain.handover import handed_over
from casework.ports import HandoverWanted, Works
from casework.usecases.means import Means

AT_ONCE = 50


async def hand_over(works: Works, means: Means, now: datetime) -> int:
    """Give each to the successor of its unit on this day, with a notice; how many were looked at. Raises Transient.

    Once: the fact, the new unit and the notice are one transaction, and a replica that looked at the same time finds
    the case's version changed. Without a successor the fact is recorded once, for people to assign the case.
    """
    day = now.astimezone(VIETNAM).date()
    ended = [body.id for body in means.directory if body.ended_by(day)]
    if not ended:
        return 0
    async with works.once(()) as work:
        cases = await work.held_by(ended, AT_ONCE)
        after = [(case, handed_over(case, means.directory, day, means.new_id(), now)) for case in cases]
        await work.save([given for _, given in after if given.changes], (), ())
        told = await work.opened_for([case.id for case in cases])
        for before, given in after:
            for notice in given.notices[len(before.notices) :]:
                work.hand_over(HandoverWanted(given, notice, told.get(given.id), now))
    return len(cases)
