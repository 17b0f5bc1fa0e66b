"""What the directory's use cases need from outside."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from casework.domain.directory import Body


@dataclass(frozen=True, slots=True)
class Kept:
    """A body as the database has it."""

    body: Body
    version: int


class DirectoryWork(Protocol):
    """One transaction over the directory; two that write exclude each other."""

    async def edition(self) -> int:
        """Grows with every change of the directory."""
        ...

    async def kept(self) -> dict[str, Kept]: ...

    async def write(self, changed: Sequence[Kept], actor: str, now: datetime) -> None:
        """Keep these and announce each of them."""
        ...


class DirectoryWorks(Protocol):
    def once(self, message_ids: Sequence[str]) -> AbstractAsyncContextManager[DirectoryWork]: ...
