"""Purges irrelevant sightings that are older than the policy; a side task, active in one replica at a time."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from casework.audit.entry import stamp
from casework.audit.purge import Purged, purged
from casework.domain.retention import Policy
from casework.store.audit import PURGES, SISTER, append
from casework.store.locks import lock_publications
from shared.failures import Transient
from shared.ops.clock import Clock
from shared.ops.ids import new_id
from shared.store.driver import ASCENDING, Document
from shared.store.unit_of_work import Transaction, UnitOfWork

log = logging.getLogger(__name__)

EVERY_SECONDS = 3_600.0
BATCH = 500
"""Records in one run, which is one transaction and one entry."""
Place = tuple[datetime, str]


class LeaseKeeper(Protocol):
    async def hold(self) -> object | None: ...


class Purging:
    """Deletion, list and entry are one transaction: nothing goes without a trace, whatever is killed when."""

    def __init__(
        self,
        work: UnitOfWork[Transaction],
        policy: Callable[[], Policy],
        lease: LeaseKeeper,
        clock: Clock,
        every: float = EVERY_SECONDS,
        batch: int = BATCH,
    ) -> None:
        self._work = work
        self._load = policy
        self._lease = lease
        self._clock = clock
        self._every = every
        self._batch = batch

    async def start(self) -> None:
        """A part too: a policy that cannot be read ends the process at once, not at the first purge."""
        self._policy = self._load()

    async def stop(self) -> None:
        """Nothing is held."""

    async def run(self) -> None:
        while True:
            try:
                await self.sweep()
            except Transient as error:
                log.warning("purging will try again: %s", error, extra={"action": "retention.retry"})
            await asyncio.sleep(self._every)

    async def sweep(self) -> int:
        """Run after run until nothing old is left; how many records went. Raises Transient."""
        total, after = 0, None
        while await self._lease.hold():
            count, after = await self._purge(after)
            total += count
            if after is None:
                break
        return total

    async def _purge(self, after: Place | None) -> tuple[int, Place | None]:
        """One run beyond `after`: how many went, and where the next one begins."""
        now = self._clock()
        cutoff = self._policy.cutoff(now)
        if cutoff is None:
            return 0, None
        async with self._work.once(()) as transaction:
            old = await _old(transaction, cutoff, after, self._batch)
            free = await _unattached(transaction, old)
            if free:
                await _delete(transaction, purged(self._policy, cutoff, free, len(old) - len(free)), now)
        last = (old[-1]["captured_at"], old[-1]["_id"]) if len(old) == self._batch else None
        return len(free), last


async def _old(transaction: Transaction, cutoff: datetime, after: Place | None, limit: int) -> list[Document]:
    wanted: Document = {"relevant": "no", "captured_at": {"$lt": cutoff}}
    if after:
        at, id_ = after
        wanted["$or"] = [{"captured_at": {"$gt": at}}, {"captured_at": at, "_id": {"$gt": id_}}]
    rows = transaction.collection("sightings").find(wanted, session=transaction.session)
    return await rows.sort([("captured_at", ASCENDING), ("_id", ASCENDING)]).limit(limit).to_list(limit)


async def _unattached(transaction: Transaction, rows: Sequence[Document]) -> list[Document]:
    """Those whose publication no case tells. Whoever attaches one locks it too, so the two cannot miss each other."""
    ids = [row["publication_id"] for row in rows]
    await lock_publications(transaction, ids)
    told = transaction.collection("told").find({"_id": {"$in": ids}}, {"_id": 1}, session=transaction.session)
    attached = {row["_id"] async for row in told}
    return [row for row in rows if row["publication_id"] not in attached]


async def _delete(transaction: Transaction, gone: Purged, now: datetime) -> None:
    ids, run = [row.partition(" ")[0] for row in gone.rows], new_id()
    deleted = await transaction.collection("sightings").delete_many(
        {"_id": {"$in": ids}, "relevant": "no"}, session=transaction.session
    )
    if deleted.deleted_count != len(ids):
        raise Transient("a sighting was judged anew while it was being purged")
    listed = {"_id": run, "at": stamp(now), "root": gone.root, "rows": list(gone.rows)}
    await transaction.collection(PURGES, SISTER).insert_one(listed, session=transaction.session)
    await append(transaction, [gone.to_fact(run, now)])
    log.info("purged %d sightings", len(ids), extra={"action": "retention.purged", "run": run})
