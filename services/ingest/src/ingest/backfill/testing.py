"""The ports of a backfill in memory."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from ingest.backfill.job import Item
from ingest.domain import Page
from ingest.errors import Gone
from ingest.reading.bounds import Bounds
from ingest.reading.listing import Listing
from shared.store.testing import InMemoryRepositories


class InMemoryBackfillWork(InMemoryRepositories):
    """The backfill's part of port ingest.backfill.ports.Work."""

    async def ended(self, outcomes: Mapping[str, str]) -> None:
        self._transaction.table("backfill_ended").update(outcomes)

    async def later(self, items: Mapping[str, datetime]) -> None:
        self._transaction.table("backfill_later").update(items)

    async def listed(self, job_id: str, items: Sequence[Item], over: int, now: datetime) -> bool:
        table = self._transaction.table("backfill_items")
        for item in items:
            table.setdefault(item.id, item)
        counts = self._transaction.table("backfill_over")
        counts[job_id] = counts.get(job_id, 0) + over
        return True


class ScriptedArchive:
    """Port: ingest.backfill.ports.Reader. What is not in the script is gone; an exception in it is raised."""

    def __init__(self) -> None:
        self.lists: dict[str, Listing | Exception] = {}
        self.pages: dict[str, Page | Exception] = {}
        self.read: list[str] = []

    async def listing(self, address: str, bounds: Bounds) -> Listing:
        found = self.lists.get(address, Gone(address))
        if isinstance(found, Exception):
            raise found
        return found

    async def page(self, address: str) -> Page:
        self.read.append(address)
        found = self.pages.get(address, Gone(address))
        if isinstance(found, Exception):
            raise found
        return found
