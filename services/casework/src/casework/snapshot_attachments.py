"""The snapshots behind a case in its export: ingest keeps them and hands them out, casework knows whose they are."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from casework.audit.canonical import canonical
from casework.audit.entry import CASE, stamp
from casework.store.asking import asking
from shared.store.client import Store
from shared.store.driver import ASCENDING

INDEX = "snapshots/index.json"


class Kept(Protocol):
    """One look at a publication, with its bytes as they were received."""

    @property
    def publication_id(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def content_type(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def fetched_at(self) -> datetime: ...
    @property
    def body(self) -> bytes: ...


class Keeping(Protocol):
    def of(self, publication_ids: Sequence[str]) -> AsyncIterator[Kept]: ...


Keeper = Callable[[], AbstractAsyncContextManager[Keeping]]


@dataclass(frozen=True, slots=True)
class CaseSnapshots:
    """Port Attachments. Each file is named by its SHA-256, which the verifier holds it to; an index says what it is."""

    store: Store
    keeper: Keeper

    async def files(self, chain: str) -> AsyncIterator[tuple[str, AsyncIterator[bytes]]]:
        if not chain.startswith(CASE):
            return
        rows, seen = [], set[str]()
        async with self.keeper() as keeping:
            async for one in keeping.of(await self.publications(chain.removeprefix(CASE))):
                rows.append(_line(one))
                if one.sha256 not in seen:
                    seen.add(one.sha256)
                    yield f"snapshots/{one.sha256}", _once(one.body)
        yield INDEX, _once(canonical(rows))

    async def publications(self, case_id: str) -> list[str]:
        """Also those of cases that were merged into this one."""
        with asking():
            case = await self.store.collection("cases").find_one({"_id": case_id}, {"life.absorbed": 1})
            homes = [case_id, *(case["life"]["absorbed"] if case else ())]
            told = self.store.collection("told").find({"case_id": {"$in": homes}}, {"_id": 1})
            return [row["_id"] async for row in told.sort([("case_id", ASCENDING), ("number", ASCENDING)])]


def _line(one: Kept) -> dict[str, str]:
    return {
        "publication_id": one.publication_id,
        "address": one.address,
        "fetched_at": stamp(one.fetched_at),
        "content_type": one.content_type,
        "sha256": one.sha256,
    }


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content
