"""A person opens a case."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256

from casework.domain.case import Case, Order
from casework.domain.choosing import Choice, Clues, choose
from casework.domain.communes import Commune
from casework.domain.opening import Opening, open_by_hand
from casework.domain.parting import NewCase
from casework.ports import NoticeWanted, Work, Works
from casework.usecases.means import Means
from shared.text.signature import signature


async def open_case_by_hand(message_id: str, order: Order, opening: Opening, works: Works, means: Means) -> Case:
    """The new case. The same message sent again finds it and opens no second one. Raises Refused, UnknownUnit."""
    # From the message, so that the case can be found again by it.
    publication_id = sha256(message_id.encode()).hexdigest()[:32]
    async with works.once([message_id]) as work:
        if message_id not in work.fresh:
            return await _opened(work, publication_id)
        places = [means.communes.find(typed) or Commune("", typed.strip()) for typed in opening.places]
        choice = _choice(opening, places, order.day, means)
        new = NewCase(means.new_id(), means.new_id(), choice.unit)
        found = replace(opening, places=tuple(place.name for place in places))
        case, told = open_by_hand(order, found, publication_id, new, means.clockwork)
        case = case.unit_open(choice, order.at, order.cause)
        # What few may see gathers nothing by itself: an article that joined it would be hidden from everybody else.
        told = replace(told, signature=signature(told.says) if opening.level == "normal" else "")
        await work.save([case], [told], ())
        await work.make_findable(told)
        work.request(NoticeWanted(case, told, order.cause))
    return case


def _choice(opening: Opening, places: Sequence[Commune], day: date, means: Means) -> Choice:
    """Raises UnknownUnit."""
    if opening.unit_id:
        return Choice(means.directory.unit(opening.unit_id, day))
    return choose(means.directory, day, Clues(places, f"{opening.title}\n{opening.says}"))


async def _opened(work: Work, publication_id: str) -> Case:
    told = (await work.telling([publication_id]))[publication_id]
    return (await work.load([told.case_id]))[told.case_id]
