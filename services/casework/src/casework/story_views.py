"""What else may tell the same as a case: other cases, and publications that wait for a person. For the case's page."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casework.access.policy import Scope
from casework.store.scoping import within
from casework.store.stories import STORIES
from shared.store.client import Store

Row = dict[str, Any]
OF_CASE, MOST_STORIES, SHOWN = 50, 50, 20
"""Publications of a case by which stories are looked for, stories, and what is shown of them."""


@dataclass(frozen=True, slots=True)
class Relative:
    """Another case, or (`case_id` empty) a publication of which the machine was not sure."""

    title: str
    sure: bool
    """In one story with it; else it is only near to one of its publications."""
    case_id: str = ""
    status: str = ""
    outlet_name: str = ""
    address: str = ""


class StoryViews:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def of(self, scope: Scope, case: Row) -> Sequence[Relative]:
        """The sure ones first. Nothing of cases that the reader may not see."""
        homes = {case["_id"], *case["life"]["absorbed"]}
        rows = self._store.collection("told").find({"case_id": {"$in": sorted(homes)}}, {"_id": 1}).limit(OF_CASE)
        own = {row["_id"] async for row in rows}
        near = await self._near(own)
        if not near:
            return ()
        told = self._store.collection("told").find({"_id": {"$in": sorted(near)}}, {"case_id": 1})
        places = {row["_id"]: row["case_id"] async for row in told}
        found = await self._cases(scope, homes, places, near)
        # Who sees only a unit's cases has no part in what nobody has judged yet.
        if scope.unit_id is None:
            found += await self._unsure(near.keys() - places.keys(), near)
        return sorted(found, key=lambda one: (not one.sure, not one.case_id, one.title))[:SHOWN]

    async def _near(self, own: Collection[str]) -> Mapping[str, bool]:
        """Publications beside these, and whether they are of one story with them."""
        stories = self._store.collection(STORIES).find({"publications": {"$in": sorted(own)}}).limit(MOST_STORIES)
        near: dict[str, bool] = {}
        async for story in stories:
            near |= dict.fromkeys(story["maybe"], False) | near
            near |= dict.fromkeys(story["publications"], True)
        return {one: sure for one, sure in near.items() if one not in own}

    async def _cases(
        self, scope: Scope, homes: Collection[str], places: Mapping[str, str], near: Mapping[str, bool]
    ) -> list[Relative]:
        sure = {case_id for one, case_id in places.items() if near[one]}
        wanted = within(scope) | {"_id": {"$in": sorted({*places.values()} - set(homes))}}
        rows = self._store.collection("cases").find(wanted, {"title": 1, "status": 1, "life.merged_into": 1})
        return [
            Relative(row["title"], row["_id"] in sure, row["_id"], row["status"])
            async for row in rows
            if row["life"]["merged_into"] not in homes
        ]

    async def _unsure(self, ids: Collection[str], near: Mapping[str, bool]) -> list[Relative]:
        wanted = {"publication_id": {"$in": sorted(ids)}, "relevant": "unsure"}
        rows = self._store.collection("sightings").find(wanted).limit(SHOWN)
        return [
            Relative(row["title"], near[row["publication_id"]], outlet_name=row["outlet_name"], address=row["address"])
            async for row in rows
        ]
