"""Take casework's wishes; go on an errand."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.errands.errand import Errand, Wish
from ingest.errands.looking import look
from ingest.errands.ports import Reader, Works
from ingest.errands.report import LAST, Looked, conclude
from shared.ops.clock import Clock


@dataclass(frozen=True, slots=True)
class Errands:
    """The collaborators; `pace` scales the waits as it does for revisits."""

    works: Works
    reader: Reader
    clock: Clock
    pace: float


async def follow_wishes(wishes: Sequence[Wish], works: Works) -> frozenset[str]:
    """Keep what is wanted, end what is not any more; an older wish changes nothing. The ids of the new messages."""
    async with works.once([wish.message_id for wish in wishes]) as work:
        await work.wish([wish.errand for wish in wishes if wish.message_id in work.fresh])
    return work.fresh


async def run_errand(errand: Errand, errands: Errands) -> Looked:
    """Look, remember, and tell if there is something to tell. Raises Transient, also when the wish was changed
    meanwhile: what was seen is dropped, and the next look is the new wish's."""
    sights = await look(errand, errands.reader)
    now = errands.clock()
    looked = conclude(errand, sights, now)
    due = None if looked.kind == LAST else errand.next_look(now, errands.pace)
    async with errands.works.once(()) as work:
        await work.looked(looked, due)
    return looked
