"""One relay at a time: a lease document with a fencing token, timed by the server's clock, not by ours."""

import time
from datetime import UTC, datetime, timedelta

from shared.leases import Lease, LeaseLost
from shared.store.client import Store
from shared.store.driver import Document, PyMongoError, ReturnDocument, as_failure
from shared.store.unit_of_work import Transaction

COLLECTION = "leases"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class LeaseOffice:
    """Grants and renews leases. The same holder (a restarted replica) gets its lease back at once."""

    def __init__(self, store: Store, ttl: timedelta) -> None:
        self._store = store
        self._ttl_ms = int(ttl.total_seconds() * 1_000)

    async def acquire(self, name: str, holder: str) -> Lease | None:
        """The lease, or None while somebody else holds it. Raises Transient when Mongo is away."""
        free = {"$or": [{"$lt": [{"$ifNull": ["$until", EPOCH]}, "$$NOW"]}, {"$eq": ["$holder", holder]}]}
        change = {
            "holder": {"$cond": [free, holder, "$holder"]},
            "until": {"$cond": [free, {"$add": ["$$NOW", self._ttl_ms]}, "$until"]},
            "token": {"$cond": [free, {"$add": [{"$ifNull": ["$token", 0]}, 1]}, "$token"]},
        }
        row = await self._change({"_id": name}, change, upsert=True)
        return Lease(name, holder, row["token"]) if row and row["holder"] == holder else None

    async def renew(self, lease: Lease) -> Lease | None:
        """The lease again, or None when it went to somebody else: stop publishing then."""
        row = await self._change(_held(lease), {"until": {"$add": ["$$NOW", self._ttl_ms]}}, upsert=False)
        return lease if row else None

    async def release(self, lease: Lease) -> None:
        await self._change(_held(lease), {"until": "$$NOW"}, upsert=False)

    async def _change(self, which: Document, fields: Document, *, upsert: bool) -> Document | None:
        """In one atomic step, timed by the server."""
        try:
            return await self._store.collection(COLLECTION).find_one_and_update(
                which, [{"$set": fields}], upsert=upsert, return_document=ReturnDocument.AFTER
            )
        except PyMongoError as error:
            raise as_failure(error) from error


def _held(lease: Lease) -> Document:
    return {"_id": lease.name, "holder": lease.holder, "token": lease.token}


async def fence(lease: Lease, transaction: Transaction) -> None:
    """Whatever this transaction writes counts only if the lease is still ours when it commits. Raises LeaseLost.

    The lease is written to, not only read: whoever takes it over meanwhile meets a write conflict, or we do.
    """
    fenced = await transaction.collection(COLLECTION).update_one(
        _held(lease), {"$inc": {"fenced": 1}}, session=transaction.session
    )
    if not fenced.matched_count:
        raise LeaseLost(f"the {lease.name} lease went to another replica; nothing was written under ours")


class HeldLease:
    """Answers "may I act now?" cheaply: asks the server only when a third of the lease is used up."""

    def __init__(self, office: LeaseOffice, name: str, holder: str, ttl: timedelta) -> None:
        self._office = office
        self._name = name
        self._holder = holder
        self._ttl = ttl.total_seconds()
        self._lease: Lease | None = None
        self._until = 0.0

    async def hold(self) -> Lease | None:
        """The lease while nobody else can hold it; timed from before the request: our clock errs on the safe side."""
        now = time.monotonic()
        if self._lease is not None and self.left() > self._ttl * 2 / 3:
            return self._lease
        if self._lease is not None:
            self._lease = await self._office.renew(self._lease)
        if self._lease is None:
            self._lease = await self._office.acquire(self._name, self._holder)
        self._until = now + self._ttl
        return self._lease

    def left(self) -> float:
        """Seconds for which nobody else can hold what `hold` gave."""
        return self._until - time.monotonic()

    def doubt(self) -> None:
        """Something went wrong: ask the server before acting again."""
        self._until = 0.0

    async def release(self) -> None:
        lease, self._lease = self._lease, None
        if lease is not None:
            await self._office.release(lease)
