"""A ledger in memory, and the smallest export to begin a test with."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from casework.audit.anchor import Anchor, drop_anchor
from casework.audit.chain import Head, beginning, head_of, seal
from casework.audit.entry import Entry, Fact, case_chain

AT = datetime(2026, 11, 24, 3, 52, 7, 250_000, tzinfo=UTC)


def a_fact(number: int, case_id: str = "vu-1", **other: Any) -> Fact:
    fact = Fact(
        chain=case_chain(case_id),
        kind="conclusion-proposed",
        at=AT + timedelta(minutes=number),
        actor=f"can-bo-{number}",
        role="officer",
        reason="phản ánh đúng một phần",
        note=f"Công nhân Cam Đường bị nợ lương, lần {number}",
        before=number - 1,
        after=number,
    )
    return replace(fact, **other)


class InMemoryLedger:
    """Port: casework.audit.bundle.ports.Ledger."""

    def __init__(self) -> None:
        self._entries: dict[str, list[Entry]] = {}
        self._anchors: list[tuple[Anchor, Sequence[Head]]] = []

    def append(self, *facts: Fact) -> None:
        for fact in facts:
            chain = self._entries.setdefault(fact.chain, [])
            chain.append(seal(head_of(chain[-1]) if chain else beginning(fact.chain), fact))

    def drop(self) -> Anchor:
        """An anchor over the heads of all chains."""
        last = self._anchors[-1][0] if self._anchors else None
        heads = [head_of(self._entries[chain][-1]) for chain in sorted(self._entries)]
        anchor = drop_anchor(last, heads, AT + timedelta(hours=len(self._anchors)))
        self._anchors.append((anchor, heads))
        return anchor

    async def head(self, chain: str) -> Head | None:
        return head_of(self._entries[chain][-1]) if chain in self._entries else None

    async def entries(self, head: Head) -> AsyncIterator[Entry]:
        for entry in self._entries[head.chain][: head.seq]:
            yield entry

    async def last_anchor(self) -> Anchor | None:
        return self._anchors[-1][0] if self._anchors else None

    async def anchors(self, first: int, last: int) -> AsyncIterator[Anchor]:
        for anchor, _ in self._anchors[first - 1 : last]:
            yield anchor

    async def covering(self, head: Head, last: int) -> AsyncIterator[tuple[Anchor, Sequence[Head]]]:
        for anchor, heads in self._anchors[:last]:
            if any(leaf.chain == head.chain and leaf.seq <= head.seq for leaf in heads):
                yield anchor, heads


class InMemoryAttachments:
    """Port: casework.audit.bundle.ports.Attachments."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    async def files(self, chain: str) -> AsyncIterator[tuple[str, AsyncIterator[bytes]]]:
        for name, content in self._files.items():
            yield name, _once(content)


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content
