"""A person opens a case."""

from hashlib import sha256

from casework.domain.case import Case, Order
from casework.domain.opening import Opening, open_by_hand
from casework.domain.parting import NewCase
from casework.ports import NoticeWanted, Work, Works
from casework.usecases.means import Means


async def open_case_by_hand(message_id: str, order: Order, opening: Opening, works: Works, means: Means) -> Case:
    """The new case. The same message sent again finds it and opens no second one. Raises Refused, UnknownUnit."""
    # From the message, so that the case can be found again by it.
    publication_id = sha256(message_id.encode()).hexdigest()[:32]
    async with works.once([message_id]) as work:
        if message_id not in work.fresh:
            return await _opened(work, publication_id)
        find = means.directory
        unit = find.unit(opening.unit_id, order.day) if opening.unit_id else find.responsible(opening.places, order.day)
        new = NewCase(means.new_id(), means.new_id(), unit)
        case, told = open_by_hand(order, opening, publication_id, new, means.clockwork)
        await work.save([case], [told], ())
        work.request(NoticeWanted(case, told, order.cause))
    return case


async def _opened(work: Work, publication_id: str) -> Case:
    told = (await work.telling([publication_id]))[publication_id]
    return (await work.load([told.case_id]))[told.case_id]
