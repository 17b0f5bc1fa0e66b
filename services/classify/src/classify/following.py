"""What people do in casework, followed: who can answer, and which publications belong together."""

from collections.abc import Sequence
from datetime import datetime

from classify.domain import BodyHeard, RulingHeard, StoryTold
from classify.grouping.teller import Story, Teller
from classify.ports import Works
from classify.usecases import cause_of
from shared.leases import Lease


async def follow_bodies(heard: Sequence[BodyHeard], works: Works) -> frozenset[str]:
    """The newest version of each body counts, in whatever order they come. The ids of the new messages."""
    async with works.once([body.message_id for body in heard]) as work:
        newest: dict[str, BodyHeard] = {}
        for body in sorted(heard, key=lambda one: one.version):
            if body.message_id in work.fresh:
                newest[body.unit.id] = body
        await work.keep_bodies(list(newest.values()))
    return work.fresh


async def follow_rulings(
    teller: Teller, heard: Sequence[RulingHeard], lease: Lease, works: Works, now: datetime
) -> list[Story]:
    """Tell what people's words have changed. The teller holds them already; when it raises, they wait still."""
    spoken = {one: word.cause for word in heard for one in (*word.ruling.publications, *word.ruling.others)}
    stories = teller.reconsider(spoken)
    told = [StoryTold(story, cause_of(story, spoken, heard[-1].cause), now) for story in stories]
    async with works.once(()) as work:
        await work.tell(lease, heard, told)
    return stories


async def keep_rulings(heard: Sequence[RulingHeard], works: Works) -> frozenset[str]:
    """They wait for whoever groups. The ids of the new messages."""
    if not heard:
        return frozenset()
    async with works.once([one.ruling.id for one in heard]) as work:
        await work.keep_rulings([one for one in heard if one.ruling.id in work.fresh])
    return work.fresh
