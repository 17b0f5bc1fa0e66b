"""The directory's transaction in memory."""

from collections.abc import Sequence
from datetime import datetime

from casework.body_ports import Kept
from casework.outgoing import body_event
from shared.store.testing import InMemoryRepositories, InMemoryUnitOfWork

EDITION = "bodies"


class InMemoryBodyTable(InMemoryRepositories):
    """Port: casework.body_ports.DirectoryWork."""

    async def edition(self) -> int:
        return int(self._transaction.table("directory").get(EDITION, 0))

    async def kept(self) -> dict[str, Kept]:
        return dict(self._transaction.table("bodies"))

    async def write(self, changed: Sequence[Kept], actor: str, now: datetime) -> None:
        self._transaction.table("directory")[EDITION] = await self.edition() + 1
        for kept in changed:
            self._transaction.table("bodies")[kept.body.id] = kept
            self._transaction.publish(body_event(kept.body, kept.version, now, actor))


def in_memory_directory() -> InMemoryUnitOfWork[InMemoryBodyTable]:
    return InMemoryUnitOfWork(InMemoryBodyTable)
