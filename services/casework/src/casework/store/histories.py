"""Cases with their turns, read one after the other (port: casework.correspondence.reporting.Histories)."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime

from casework.domain.case import Case
from casework.domain.reporting.history import ARRIVALS, TURNS, History, Line
from casework.store.asking import asking
from casework.store.documents import case_of
from shared.store.client import Store
from shared.store.driver import ASCENDING, Document

AT_ONCE = 200
KINDS = sorted({*TURNS, *ARRIVALS})


class MongoHistories:
    """Raises Transient."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def histories(self, unit_id: str | None, before: datetime) -> AsyncIterator[History]:
        wanted: Document = {"opened_at": {"$lt": before}} | ({"unit.id": unit_id} if unit_id else {})
        async for history in self._read(wanted):
            yield history

    async def these(self, case_ids: Sequence[str]) -> AsyncIterator[History]:
        """Of these cases, whosever they are now."""
        for begin in range(0, len(case_ids), AT_ONCE):
            async for history in self._read({"_id": {"$in": list(case_ids[begin : begin + AT_ONCE])}}):
                yield history

    async def _read(self, wanted: Document) -> AsyncIterator[History]:
        with asking():
            batch: list[Case] = []
            async for row in self._store.collection("cases").find(wanted).sort("_id", ASCENDING):
                batch.append(case_of(row))
                if len(batch) == AT_ONCE:
                    for history in await self._with_lines(batch):
                        yield history
                    batch = []
            for history in await self._with_lines(batch):
                yield history

    async def _with_lines(self, cases: Sequence[Case]) -> list[History]:
        lines: dict[str, list[Line]] = {case.id: [] for case in cases}
        wanted = {"case_id": {"$in": list(lines)}, "kind": {"$in": KINDS}}
        rows = self._store.collection("timeline").find(
            wanted, {"case_id": 1, "kind": 1, "learnt_at": 1, "publication_id": 1}
        )
        async for row in rows.sort([("case_id", ASCENDING), ("step", ASCENDING)]):
            lines[row["case_id"]].append(Line(row["kind"], row["learnt_at"], row["publication_id"]))
        return [History(case, tuple(lines[case.id])) for case in cases]
