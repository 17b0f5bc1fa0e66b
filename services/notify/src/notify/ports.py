"""What the use cases need from outside."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from typing import Protocol

from notify.domain import Notice, Outcome


class Work(Protocol):
    """One transaction of notify."""

    @property
    def fresh(self) -> frozenset[str]: ...
    async def accept(self, notices: Sequence[Notice]) -> None: ...
    async def record(self, outcomes: Sequence[Outcome], claim: str) -> None: ...


class Works(Protocol):
    def once(self, message_ids: Sequence[str]) -> AbstractAsyncContextManager[Work]: ...


class Desk(Protocol):
    """Hands out notices that are due, each to one claim at a time; it has the only clock that decides who may."""

    async def claim(self, claim: str, limit: int) -> list[Notice]: ...
    async def reclaim_own(self) -> int: ...
    async def reclaim(self, older_than: timedelta) -> int: ...


class Channel(Protocol):
    """Delivers. Never raises for what a mail server may answer: that is an outcome."""

    async def deliver(self, notice: Notice) -> Outcome: ...
