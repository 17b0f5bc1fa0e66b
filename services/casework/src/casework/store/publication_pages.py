"""Publications as the machine assessed them, page by page."""

from collections.abc import Sequence
from typing import Any

from casework.domain.lanes import BACKFILL
from casework.store.asking import asking
from casework.store.verdicts import VERDICTS
from shared.store.client import Store
from shared.store.driver import ASCENDING, DESCENDING

Row = dict[str, Any]
COUNTED = 999
"""Beyond this a number is "more than"."""


class PublicationPages:
    """Raises Transient."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def assessed(
        self, relevance: str, after: str | None, limit: int, *, judged: bool, of_the_past: bool = False
    ) -> Sequence[Row]:
        """The last assessed first; `judged`: those that an officer has judged, or those that wait for one;
        `of_the_past`: only what a backfill brought, of which the machine opened no case."""
        wanted: Row = {"relevant": relevance, "judged": {"$exists": judged}}
        wanted |= {"lane": BACKFILL} if of_the_past else {}
        wanted |= {"_id": {"$lt": after}} if after else {}
        with asking():
            rows = self._store.collection("sightings").find(wanted).sort("_id", DESCENDING).limit(limit)
            return [row async for row in rows]

    async def judged_lately(self, limit: int) -> Sequence[Row]:
        """The newest verdicts, each with the `title`, `outlet_name` and `address` of its publication."""
        with asking():
            found = self._store.collection(VERDICTS).find({}).sort("at", DESCENDING).limit(limit)
            verdicts = [row async for row in found]
            of = {"publication_id": {"$in": [row["_id"] for row in verdicts]}}
            told = {"publication_id": 1, "title": 1, "outlet_name": 1, "address": 1}
            rows = self._store.collection("sightings").find(of, told).sort("_id", ASCENDING)
            known = {row["publication_id"]: row async for row in rows} if verdicts else {}
        # What was of no concern may have been purged meanwhile: its verdict is kept, its text is not.
        gone = {"title": "", "outlet_name": "", "address": ""}
        return [gone | known.get(row["_id"], {}) | row for row in verdicts]

    async def waiting(self) -> int:
        """How many wait for a person, as far as they are counted."""
        wanted = {"relevant": "unsure", "judged": {"$exists": False}}
        with asking():
            return await self._store.collection("sightings").count_documents(wanted, limit=COUNTED + 1)

    async def verdicts(self, publication_ids: Sequence[str]) -> dict[str, Row]:
        with asking():
            rows = self._store.collection(VERDICTS).find({"_id": {"$in": list(publication_ids)}})
            return {row["_id"]: row async for row in rows}
