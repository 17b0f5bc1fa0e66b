"""A case is split: some of its publications become a case of their own."""

from casework.domain.case import Case, Order
from casework.domain.life.commands import Split
from casework.domain.parting import NewCase, part
from casework.ports import NoticeWanted, Work
from casework.usecases.means import Means
from casework.usecases.moving import moved_by_split


async def split(work: Work, case: Case, command: Split, order: Order, means: Means) -> Case:
    """The case that stays; both are saved. Raises Refused, Stale, UnknownUnit.

    What the machine hears later of the texts that left belongs to the new case. It never brings a publication back:
    one that a case tells is not placed again.
    """
    named = await work.telling(command.publication_ids)
    own = [one for one in named.values() if one.case_id == case.id]
    unit = means.directory.unit(command.unit_id or case.unit.id, order.day)
    parting = part(case, order, means.clockwork, own, NewCase(means.new_id(), means.new_id(), unit))
    going = {one.publication_id for one in parting.told}
    moved = await moved_by_split(work, case, going, parting.goes.id)
    stays = parting.stays.with_moved(command.KIND, moved)
    await work.move(case.id, parting.told)
    await work.save([stays, parting.goes], parting.told, ())
    if parting.goes.life.stage != "triage":
        work.request(NoticeWanted(parting.goes, parting.told[0], order.cause))
    return stays
