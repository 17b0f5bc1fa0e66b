"""What people do to a case."""

from collections.abc import Sequence

from casework.domain.asking_again import asked_again
from casework.domain.case import Case, Order
from casework.domain.life import commands as c
from casework.domain.life.refusals import Missing, NoSuchCase, Stale
from casework.ports import HandoverWanted, Work, Works
from casework.usecases.means import Means
from casework.usecases.moving import with_moved
from casework.usecases.proving import prove
from casework.usecases.splitting import split


async def act(case_id: str, command_id: str, order: Order, works: Works, means: Means) -> Case:
    """The case after the order. Raises NoSuchCase, or Refused; then nothing has changed.

    `command_id` is the sender's: the same order sent again finds the case as it is and changes nothing more.
    """
    async with works.once([command_id]) as work:
        case = await _load(work, case_id, order)
        if command_id not in work.fresh:
            return case
        if order.read_version != case.version:
            raise Stale(order.read_version, case.version, await work.kinds_since(case_id, order.read_version))
        if isinstance(order.command, c.Split):
            return await split(work, case, order.command, order, means)
        others = await _others(work, case, order)
        taken = await take(work, case, order, means)
        acted = asked_again(taken, case, order, means.new_id())
        acted = await with_moved(work, acted, order.command, others)
        await work.save([acted, *(_followed(other, order, case_id) for other in others)], (), ())
        await _tell(work, case, acted, order)
    return acted


async def _tell(work: Work, before: Case, after: Case, order: Order) -> None:
    for notice in after.notices[len(before.notices) :]:
        told = (await work.opened_for([after.id])).get(after.id)
        work.hand_over(HandoverWanted(after, notice, told, order.at))


async def take(work: Work, case: Case, order: Order, means: Means) -> Case:
    """The case after the order, not saved yet: also for what takes a step of the case along. Raises Refused."""
    acted = case.act(order, means.clockwork, await _publications(work, case, order.command))
    acted = await _given(work, acted, order, means)
    await prove(work, acted, order, means)
    return acted


async def _load(work: Work, case_id: str, order: Order) -> Case:
    """As it is in this transaction, if whoever acts may see it as it is now."""
    if (case := (await work.load([case_id])).get(case_id)) is None or not order.sees(case):
        raise NoSuchCase(f"Không có vụ việc {case_id}. Kiểm tra lại địa chỉ, hoặc tìm trong danh sách.")
    return case


async def _publications(work: Work, case: Case, command: c.Command) -> frozenset[str]:
    """Which of the publications that the command names belong to the case, or to one that was merged into it."""
    if not isinstance(command, c.OpenRequest):
        return frozenset()
    told = await work.telling([command.publication_id])
    homes = {case.id, *case.life.absorbed}
    return frozenset(id_ for id_, one in told.items() if one.case_id in homes)


async def _given(work: Work, case: Case, order: Order, means: Means) -> Case:
    """To the unit that an assignment names, which is asked to verify; or it stays with the one that it has."""
    command = order.command
    if isinstance(command, c.KeepUnit):
        return case.unit_chosen()
    if not isinstance(command, c.Assign):
        return case
    unit = means.directory.unit(command.unit_id, order.day)
    return case.given_to(unit)


async def _others(work: Work, case: Case, order: Order) -> Sequence[Case]:
    """The other case of a merge or its undoing. Both that and a link need one that whoever acts may see."""
    command = order.command
    other = command.case_id if isinstance(command, c.MergeInto | c.LinkCase) else ""
    other = case.life.merged_into if isinstance(command, c.Unmerge) else other
    if not other or other == case.id:
        return ()
    try:
        target = await _load(work, other, order)
    except NoSuchCase as error:
        raise Missing(f"{error} Hồ sơ đang mở không thay đổi.") from error
    if isinstance(command, c.LinkCase):
        return ()
    if isinstance(command, c.MergeInto) and target.life.stage in ("merged", "closed", "dismissed"):
        raise Missing("Hồ sơ nhận đã đóng, đã loại hoặc đã nhập vào hồ sơ khác. Chọn một hồ sơ đang xử lý.")
    return (target,)


def _followed(other: Case, order: Order, case_id: str) -> Case:
    return other.absorb(case_id, order) if isinstance(order.command, c.MergeInto) else other.release(case_id, order)
