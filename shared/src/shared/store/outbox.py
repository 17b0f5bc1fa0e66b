"""Events that were decided but not yet published: written with the state, read by the relay.

Published rows stay for a week (TTL): they are what a broker that lost its memory is refilled from.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from shared.contracts.envelope import Event
from shared.contracts.headers import headers_of
from shared.posting import Posting
from shared.store.client import Index, Store
from shared.store.driver import ASCENDING, Binary, Database, Document, IndexModel, PyMongoError, Session, as_failure

COLLECTION = "outbox"
KEPT = timedelta(days=7)

INDEXES = (
    Index(
        COLLECTION, IndexModel([("pending", ASCENDING), ("_id", ASCENDING)], partialFilterExpression={"pending": True})
    ),
    # Partial: a plain index would hold every unpublished row too, as a null that has to be taken out again.
    Index(
        COLLECTION,
        IndexModel(
            "published_at",
            expireAfterSeconds=int(KEPT.total_seconds()),
            partialFilterExpression={"published_at": {"$exists": True}},
        ),
    ),
)


def to_posting(event: Event, traceparent: str | None = None) -> Posting:
    return Posting(
        id=event.event_id,
        topic=event.TOPIC,
        key=event.key,
        body=event.model_dump_json().encode(),
        headers=headers_of(event, traceparent),
        subject_version=event.subject_version,
    )


def _document(posting: Posting, now: datetime) -> Document:
    return {
        "_id": posting.id,
        "topic": posting.topic,
        "key": posting.key,
        "body": Binary(posting.body),
        "headers": dict(posting.headers),
        "subject_version": posting.subject_version,
        "pending": True,
        "created_at": now,
    }


def _posting(row: Document) -> Posting:
    return Posting(row["_id"], row["topic"], row["key"], bytes(row["body"]), row["headers"], row["subject_version"])


async def add(database: Database, session: Session, postings: Sequence[Posting]) -> None:
    now = datetime.now(UTC)
    await database[COLLECTION].insert_many([_document(posting, now) for posting in postings], session=session)


class MongoOutbox:
    """The relay's view of the outbox (port: shared.messaging.relay.Outbox). Raises Transient when Mongo is away."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def pending(self, limit: int) -> list[Posting]:
        """The oldest unpublished events; ids are UUIDv7, so their order is the order of writing."""
        try:
            rows = self._store.collection(COLLECTION).find({"pending": True}).sort("_id", ASCENDING).limit(limit)
            return [_posting(row) async for row in rows]
        except PyMongoError as error:
            raise as_failure(error) from error

    async def mark_published(self, ids: Sequence[str]) -> None:
        await self._settle({"_id": {"$in": list(ids)}}, {"published_at": datetime.now(UTC)})

    async def mark_refused(self, id_: str, error: str) -> None:
        """The broker will never take it: kept without a TTL, for `haichieu doctor` and people."""
        await self._settle({"_id": id_}, {"refused_at": datetime.now(UTC), "last_error": error[:500]})

    async def _settle(self, which: Document, fields: Document) -> None:
        try:
            await self._store.collection(COLLECTION).update_many(which, {"$unset": {"pending": ""}, "$set": fields})
        except PyMongoError as error:
            raise as_failure(error) from error

    async def backlog(self) -> tuple[int, float]:
        """How many are pending (counted up to 100,000), and the age of the oldest in seconds."""
        try:
            box = self._store.collection(COLLECTION)
            oldest = await box.find_one({"pending": True}, {"created_at": 1}, sort=[("_id", ASCENDING)])
            if oldest is None:
                return 0, 0.0
            count = await box.count_documents({"pending": True}, limit=100_000, hint="pending_1__id_1")
        except PyMongoError as error:
            raise as_failure(error) from error
        return count, (datetime.now(UTC) - oldest["created_at"]).total_seconds()
