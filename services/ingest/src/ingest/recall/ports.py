"""What the comparison needs from outside."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from ingest.domain import Entry, Page
from ingest.recall.figures import Recalled
from ingest.sources.source import Source


class Reader(Protocol):
    """Both raise an IngestError that names the reason."""

    async def section(self, address: str) -> Sequence[Entry]: ...
    async def page(self, address: str) -> Page: ...


class Desk(Protocol):
    async def claim(self, now: datetime, due: datetime) -> tuple[Source, frozenset[str]] | None: ...
    async def next_due(self) -> datetime | None: ...
    async def note(self, recalled: Recalled) -> None: ...
