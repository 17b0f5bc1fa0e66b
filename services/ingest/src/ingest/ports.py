"""What the use cases need from outside."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ingest.domain import Capture, Entry, HealthChange, Known, Page, Revisit, Source, Survey


@dataclass(frozen=True, slots=True)
class FeedVisit:
    """What a feed answered; no entries when it is unchanged."""

    entries: Sequence[Entry]
    etag: str
    last_modified: str


class Reader(Protocol):
    """Fetches and reads. Both raise an IngestError that names the reason."""

    async def feed(self, source: Source) -> FeedVisit: ...
    async def page(self, address: str) -> Page: ...


class Desk(Protocol):
    """What was captured before, and what is due."""

    async def add_sources(self, sources: Sequence[Source], now: datetime) -> None: ...
    async def sources(self) -> list[Source]: ...
    async def survey(self) -> Survey: ...
    async def claim_source(self, now: datetime, until: datetime) -> Source | None: ...
    async def unknown(self, publication_ids: Sequence[str]) -> set[str]: ...
    async def misses(self, publication_ids: Sequence[str]) -> Mapping[str, int]: ...
    async def next_revisit(self) -> datetime | None: ...
    async def claim_revisits(self, now: datetime, until: datetime, limit: int) -> list[Known]: ...


class Work(Protocol):
    """One transaction of ingest."""

    async def capture(self, captures: Sequence[Capture], revisit_at: datetime) -> None: ...
    async def miss(self, publication_ids: Sequence[str], now: datetime) -> None: ...
    async def revisited(self, revisits: Sequence[Revisit], due: Mapping[str, datetime]) -> None: ...
    async def save_source(self, source: Source, change: HealthChange | None) -> None: ...


class Works(Protocol):
    def once(self, message_ids: Sequence[str]) -> AbstractAsyncContextManager[Work]: ...
