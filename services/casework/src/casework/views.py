"""The read side for the console: its own queries, no domain objects."""

from collections.abc import Sequence
from typing import Any

from shared.store.client import Store

PAGE = 50

Row = dict[str, Any]


class NoSuchCase(Exception):
    """There is no case with that id."""


class Views:
    """What the pages show."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def cases(self, before: str | None = None) -> Sequence[Row]:
        """A page of cases, newest first; ids are UUIDv7, so `before` is the last id of the page above."""
        wanted = {"_id": {"$lt": before}} if before else {}
        return [row async for row in self._store.collection("cases").find(wanted).sort("_id", -1).limit(PAGE)]

    async def case(self, case_id: str) -> tuple[Row, Sequence[Row]]:
        """The case and its timeline, oldest first. Raises NoSuchCase."""
        row = await self._store.collection("cases").find_one({"_id": case_id})
        if row is None:
            raise NoSuchCase(f"Không có vụ việc {case_id}.")
        timeline = self._store.collection("timeline").find({"case_id": case_id})
        return row, [line async for line in timeline.sort([("at", 1), ("_id", 1)])]

    async def totals(self) -> Row:
        """Figures of the first page; counted by the server from metadata, so they cost nothing on a full database."""
        seen = await self._store.collection("sightings").estimated_document_count()
        cases = await self._store.collection("cases").estimated_document_count()
        unsure = await self._store.collection("sightings").count_documents(
            {"relevant": "unsure", "captured_at": {"$exists": True}}, limit=10_000
        )
        return {"seen": seen, "cases": cases, "unsure": unsure}
