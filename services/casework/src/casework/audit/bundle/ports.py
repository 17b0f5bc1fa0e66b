"""What an export needs from outside: the entries and anchors, and the bytes of letters and snapshots."""

from collections.abc import AsyncIterator, Sequence
from typing import Protocol

from casework.audit.anchor import Anchor
from casework.audit.chain import Head
from casework.audit.entry import Entry


class Ledger(Protocol):
    async def head(self, chain: str) -> Head | None: ...
    def entries(self, head: Head) -> AsyncIterator[Entry]: ...
    async def last_anchor(self) -> Anchor | None: ...
    def anchors(self, first: int, last: int) -> AsyncIterator[Anchor]: ...
    def covering(self, head: Head, last: int) -> AsyncIterator[tuple[Anchor, Sequence[Head]]]: ...


class Attachments(Protocol):
    """Bytes that others keep: letters their maker, snapshots ingest. Each name with its bytes, piece by piece."""

    def files(self, chain: str) -> AsyncIterator[tuple[str, AsyncIterator[bytes]]]: ...
