"""Drops an anchor over every head that moved since the last one; a side task, active in one replica at a time."""

import asyncio
import logging
from typing import Protocol

from casework.audit.anchor import drop_anchor
from casework.audit.chain import Head
from casework.store.audit import ANCHORS, SISTER, UNANCHORED, head_document
from casework.store.ledger import MongoLedger, anchor_document, passing
from shared.failures import Transient
from shared.ops.clock import Clock
from shared.store.client import Store
from shared.store.driver import ASCENDING

log = logging.getLogger(__name__)

EVERY_SECONDS = 600.0
"""How long a new entry may stand without an anchor; each anchor is a line in the exports of all older cases."""
LEAVES = 1_000
"""A little over this many heads in one anchor: the proofs stay short and the documents small."""


class LeaseKeeper(Protocol):
    async def hold(self) -> object | None: ...


class Anchoring:
    """If the lease fails us and two anchor at once, the anchor's number is taken and one of them comes again."""

    def __init__(self, store: Store, lease: LeaseKeeper, clock: Clock, every: float = EVERY_SECONDS) -> None:
        self._store = store
        self._lease = lease
        self._clock = clock
        self._every = every

    async def run(self) -> None:
        while True:
            try:
                while await self._lease.hold() and await self.drop():
                    pass
            except Transient as error:
                log.warning("anchoring will try again: %s", error, extra={"action": "audit.anchor_retry"})
            await asyncio.sleep(self._every)

    async def drop(self) -> int:
        """One anchor over what waits for one; how many heads it holds. Raises Transient."""
        with passing():
            moved, heads = await self._moved()
            if not heads:
                return 0
            anchor = drop_anchor(await MongoLedger(self._store).last_anchor(), heads, self._clock())
            leaves = [head_document(head) for head in heads]
            await self._store.collection(ANCHORS, SISTER).insert_one(anchor_document(anchor, leaves))
            # Killed here, the same heads are anchored once more: harmless.
            await self._store.collection(UNANCHORED).delete_many({"_id": {"$in": moved}})
        # Wherever the log is shipped to, the hash is out of our hands.
        log.info("anchor %d: %s", anchor.number, anchor.hash, extra={"action": "audit.anchored", "heads": len(heads)})
        return len(heads)

    async def _moved(self) -> tuple[list[str], list[Head]]:
        """The oldest notes of what moved, and of each chain its newest head in them."""
        ids: list[str] = []
        heads: dict[str, Head] = {}
        async for row in self._store.collection(UNANCHORED).find({}).sort("_id", ASCENDING):
            ids.append(row["_id"])
            for head in (Head(**leaf) for leaf in row["heads"]):
                if head.chain not in heads or heads[head.chain].seq < head.seq:
                    heads[head.chain] = head
            if len(heads) >= LEAVES:
                break
        return ids, sorted(heads.values(), key=lambda head: head.chain)
