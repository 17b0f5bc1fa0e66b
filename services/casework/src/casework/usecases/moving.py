"""Which publications a step of people puts together or apart: for whoever groups them."""

from collections.abc import Collection, Sequence

from casework.domain.case import Case
from casework.domain.change import Moved
from casework.domain.life import commands as c
from casework.ports import Work

MOST_MOVED = 200
"""On either side; beyond it a case is made of copies, and what holds for the first holds for them."""


async def moved_by_split(work: Work, case: Case, going: Collection[str], new_id: str) -> Moved:
    """Before they have gone."""
    told = await work.earliest([case.id], MOST_MOVED + len(going))
    staying = [one for one in told if one not in going][:MOST_MOVED]
    return Moved(new_id, tuple(sorted(going)), tuple(staying), together=False)


async def with_moved(work: Work, case: Case, command: c.Command, others: Sequence[Case]) -> Case:
    """A merge, or its undoing, tells what it joins or parts; any other step is as it was."""
    if not isinstance(command, c.MergeInto | c.Unmerge) or not others:
        return case
    (other,) = others
    homes = {case.id, *case.life.absorbed}
    its = await work.earliest(sorted(homes), MOST_MOVED)
    theirs = await work.earliest(sorted({other.id, *other.life.absorbed} - homes), MOST_MOVED)
    together = isinstance(command, c.MergeInto)
    return case.with_moved(command.KIND, Moved(other.id, tuple(its), tuple(theirs), together))
