"""What errands need from outside."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from ingest.domain import Page
from ingest.errands.errand import Errand
from ingest.errands.report import Looked
from ingest.errands.sight import Place


class Reader(Protocol):
    """Both raise an IngestError that names the reason."""

    async def page(self, address: str) -> Page: ...
    async def place(self, address: str) -> Place: ...


class Desk(Protocol):
    async def claim(self, now: datetime, until: datetime) -> Errand | None: ...
    async def next_due(self) -> datetime | None: ...


class Work(Protocol):
    """One transaction of errands."""

    @property
    def fresh(self) -> frozenset[str]: ...
    async def wish(self, errands: Sequence[Errand]) -> None: ...
    async def looked(self, looked: Looked, due: datetime | None) -> None: ...


class Works(Protocol):
    def once(self, message_ids: Sequence[str]) -> AbstractAsyncContextManager[Work]: ...
