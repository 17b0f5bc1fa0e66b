"""Take casework's word about its cases."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.domain import REVISITS
from ingest.following.case import CaseHeard, Joined
from ingest.following.ports import Works
from shared.ops.clock import Clock


@dataclass(frozen=True, slots=True)
class Following:
    """The collaborators; `pace` scales the waits as it does for revisits."""

    works: Works
    clock: Clock
    pace: float


async def follow_cases(cases: Sequence[CaseHeard], following: Following) -> frozenset[str]:
    """While a case is open its publications are looked at soon, and often; then as before. The ids that were new."""
    async with following.works.once([case.message_id for case in cases]) as work:
        fresh = [case for case in cases if case.message_id in work.fresh]
        await work.heard(fresh, following.clock() + REVISITS[0] * following.pace)
    return work.fresh


async def follow_joinings(joined: Sequence[Joined], following: Following) -> frozenset[str]:
    """Publications that joined a case, by a few messages. The ids of those that were new."""
    async with following.works.once(list(dict.fromkeys(one.message_id for one in joined))) as work:
        fresh = [one for one in joined if one.message_id in work.fresh]
        await work.joined(fresh, following.clock() + REVISITS[0] * following.pace)
    return work.fresh
