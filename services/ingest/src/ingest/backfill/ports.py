"""What a backfill needs from outside."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from ingest import ports
from ingest.backfill.job import Item, Job
from ingest.domain import Page
from ingest.reading.bounds import Bounds
from ingest.reading.listing import Listing


class Reader(Protocol):
    """Gives way to whoever reads what is of today. Both raise an IngestError that names the reason."""

    async def page(self, address: str) -> Page: ...
    async def listing(self, address: str, bounds: Bounds) -> Listing: ...


class Desk(Protocol):
    async def claim(self, now: datetime, until: datetime, limit: int) -> tuple[Job, list[Item]] | None: ...
    async def next_due(self) -> datetime | None: ...
    async def jammed(self) -> bool: ...


class Work(ports.Work, Protocol):
    """One transaction of a backfill: captures, and how their addresses ended, together."""

    async def ended(self, outcomes: Mapping[str, str]) -> None: ...
    async def later(self, items: Mapping[str, datetime]) -> None: ...
    async def listed(self, job_id: str, items: Sequence[Item], over: int, now: datetime) -> bool: ...


class Works(Protocol):
    def once(self, message_ids: Sequence[str]) -> AbstractAsyncContextManager[Work]: ...
