"""What the following of cases needs from outside."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from ingest.following.case import CaseHeard, Joined


class Work(Protocol):
    """One transaction."""

    @property
    def fresh(self) -> frozenset[str]: ...
    async def heard(self, cases: Sequence[CaseHeard], soon: datetime) -> None: ...
    async def joined(self, joined: Sequence[Joined], soon: datetime) -> None: ...


class Works(Protocol):
    def once(self, message_ids: Sequence[str]) -> AbstractAsyncContextManager[Work]: ...
