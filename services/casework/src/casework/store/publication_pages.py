"""Publications as the machine assessed them, page by page."""

from collections.abc import Sequence
from typing import Any

from casework.domain.lanes import BACKFILL
from casework.store.asking import asking
from casework.store.verdicts import VERDICTS
from shared.store.client import Store
from shared.store.driver import DESCENDING

Row = dict[str, Any]


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

    async def verdicts(self, publication_ids: Sequence[str]) -> dict[str, Row]:
        with asking():
            rows = self._store.collection(VERDICTS).find({"_id": {"$in": list(publication_ids)}})
            return {row["_id"]: row async for row in rows}
