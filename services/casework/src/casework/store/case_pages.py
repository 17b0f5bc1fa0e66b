"""Cases and their parts, page by page, for programs. Each page begins where another ended: inserts shift nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from casework.access.policy import Scope
from casework.domain.life.refusals import NoSuchCase
from casework.store.asking import asking
from casework.store.documents import JOURNEY
from casework.store.scoping import within
from shared.store.client import Store

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Filters:
    """None: any."""

    status: str | None = None
    unit: str | None = None
    topic: str | None = None
    text: str | None = None

    def wanted(self) -> list[Row]:
        asked = {"status": self.status, "unit.id": self.unit, "topic": self.topic}
        return [{name: value} for name, value in asked.items() if value is not None] + self._words()

    def _words(self) -> list[Row]:
        # Each word quoted: all of them must be there. A quotation mark of the reader's own means nothing.
        words = (self.text or "").replace('"', " ").replace("\\", " ").split()
        return [{"$text": {"$search": " ".join(f'"{word}"' for word in words)}}] if words else []


class CasePages:
    """Raises Transient; NoSuchCase, also for a case that is not to be seen."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def cases(self, scope: Scope, filters: Filters, after: str | None, limit: int) -> Sequence[Row]:
        """Newest first."""
        asked = [within(scope), *filters.wanted(), *([{"_id": {"$lt": after}}] if after else [])]
        with asking():
            rows = self._store.collection("cases").find({"$and": asked}).sort("_id", -1).limit(limit)
            return [row async for row in rows]

    async def case(self, scope: Scope, case_id: str) -> Row:
        with asking():
            row = await self._store.collection("cases").find_one(within(scope) | {"_id": case_id})
        if row is None:
            raise NoSuchCase("Không có vụ việc này.")
        return row

    async def timeline(self, case_id: str, after: tuple[Any, int, str] | None, limit: int) -> Sequence[Row]:
        """Oldest first."""
        order = ("at", "step", "_id")
        wanted: Row = {"case_id": case_id}
        if after:
            # Beyond (at, step, id): later in the first of them that differs.
            ties = [dict(zip(order[:place], after, strict=False)) for place in range(3)]
            later = [tie | {order[place]: {"$gt": after[place]}} for place, tie in enumerate(ties)]
            wanted["$or"] = later
        with asking():
            rows = self._store.collection("timeline").find(wanted).sort([(name, 1) for name in order]).limit(limit)
            return [row async for row in rows]

    async def publications(self, case_id: str, after: int, limit: int) -> Sequence[Row]:
        """In the order in which they joined."""
        with asking():
            wanted = {"case_id": case_id, "number": {"$gt": after}}
            rows = self._store.collection("told").find(wanted).sort("number", 1).limit(limit)
            return [row async for row in rows]

    async def since(self, case_id: str, version: int) -> Sequence[Row]:
        """What has happened to the case after that version of it."""
        with asking():
            wanted = {"case_id": case_id, "step": {"$gt": len(JOURNEY) + version}}
            rows = self._store.collection("timeline").find(wanted).sort("step", 1).limit(100)
            return [row async for row in rows]

    async def bodies(self, kind: str | None, after: str | None, limit: int) -> Sequence[Row]:
        wanted: Row = ({"kind": kind} if kind else {}) | ({"_id": {"$gt": after}} if after else {})
        with asking():
            rows = self._store.collection("bodies").find(wanted).sort("_id", 1).limit(limit)
            return [row async for row in rows]
