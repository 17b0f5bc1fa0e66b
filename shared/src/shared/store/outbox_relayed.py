"""The relay's view of the outbox."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from shared.leases import Lease
from shared.posting import Posting, posting_of
from shared.store.client import Store
from shared.store.driver import ASCENDING, Document, PyMongoError, as_failure
from shared.store.lease import fence
from shared.store.outbox import COLLECTION, PENDING
from shared.store.unit_of_work import Transaction, UnitOfWork


class MongoOutbox:
    """Port: shared.messaging.relay.Outbox. Raises Transient when Mongo is away."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._work: UnitOfWork[Transaction] = UnitOfWork(store, lambda transaction: transaction, lambda: None)

    async def pending(self, limit: int, without: Sequence[str]) -> list[Posting]:
        """The oldest unpublished events, some topics left out; ids are UUIDv7: their order is that of writing."""
        wanted: Document = {"pending": True} | ({"topic": {"$nin": list(without)}} if without else {})
        try:
            rows = self._store.collection(COLLECTION).find(wanted).sort("_id", ASCENDING).limit(limit).hint(PENDING)
            return [posting_of(row) async for row in rows]
        except PyMongoError as error:
            raise as_failure(error) from error

    async def settle(self, lease: Lease, published: Sequence[str], refused: Mapping[str, str]) -> None:
        """Mark what Kafka took, and what it never will (kept without a TTL, for people). Raises LeaseLost."""
        if not published and not refused:
            return
        now = datetime.now(UTC)
        async with self._work.once(()) as transaction:
            await fence(lease, transaction)
            box, session = transaction.collection(COLLECTION), transaction.session
            await box.update_many({"_id": {"$in": list(published)}}, _settled(published_at=now), session=session)
            for id_, error in refused.items():
                await box.update_one({"_id": id_}, _settled(refused_at=now, last_error=error[:500]), session=session)

    async def backlog(self) -> tuple[int, float]:
        """How many are pending (counted up to 100,000), and the age of the oldest in seconds."""
        try:
            box = self._store.collection(COLLECTION)
            oldest = await box.find_one({"pending": True}, {"created_at": 1}, sort=[("_id", ASCENDING)], hint=PENDING)
            if oldest is None:
                return 0, 0.0
            count = await box.count_documents({"pending": True}, limit=100_000, hint=PENDING)
        except PyMongoError as error:
            raise as_failure(error) from error
        return count, (datetime.now(UTC) - oldest["created_at"]).total_seconds()


def _settled(**fields: object) -> Document:
    return {"$unset": {"pending": ""}, "$set": fields}
