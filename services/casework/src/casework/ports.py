"""What the use cases need from outside."""

from collections.abc import Collection, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from casework.domain.case import Case, Sighting, Told
from casework.domain.matching import Signature
from shared.cause import Cause


@dataclass(frozen=True, slots=True)
class PublicationChange:
    """Command: the outlet edited, removed or restored a publication."""

    message_id: str
    cause: Cause
    publication_id: str
    change: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class DeliveryChange:
    """Command: a notice was sent, bounced, or given up. `version` grows with every step of one notice."""

    message_id: str
    cause: Cause
    case_id: str
    notice_id: str
    state: str
    version: int
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class NoticeWanted:
    """The first notice of a case: its unit is asked to verify."""

    case: Case
    sighting: Sighting


class Work(Protocol):
    """One transaction of casework. `joined` are the sightings behind those of `told` that are new in their case."""

    @property
    def fresh(self) -> frozenset[str]: ...
    async def see(self, sightings: Sequence[Sighting]) -> None: ...
    async def alike(self, signatures: Sequence[Signature]) -> list[tuple[str, Signature]]: ...
    async def load(self, case_ids: Sequence[str]) -> dict[str, Case]: ...
    async def kinds_since(self, case_id: str, version: int) -> tuple[str, ...]: ...
    async def ringing(self, now: datetime, limit: int) -> list[Case]: ...
    async def lock(self, publication_ids: Sequence[str]) -> None: ...
    async def telling(self, publication_ids: Sequence[str]) -> dict[str, Told]: ...
    async def remember_changes(self, changes: Sequence[PublicationChange]) -> None: ...
    async def changes_of(self, publication_ids: Sequence[str]) -> list[PublicationChange]: ...
    async def save(self, cases: Collection[Case], told: Collection[Told], joined: Collection[Sighting]) -> None: ...
    def request(self, notice: NoticeWanted) -> None: ...


class Works(Protocol):
    def once(self, message_ids: Sequence[str]) -> AbstractAsyncContextManager[Work]: ...
