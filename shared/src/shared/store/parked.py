"""Records that could not be processed, kept whole until a person replays or drops them, and a quarter longer."""

import base64
import hashlib
import zlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime

from shared.contracts.parked import EXCERPT_LIMIT, PARKED_BY_SERVICE, ParkedV1
from shared.exits import WrongWords
from shared.keeping import PARKED_SETTLED
from shared.ops.ids import new_id, stable_id
from shared.posting import REPLAY_FOR, Parcel, Posting, Record
from shared.store import inbox
from shared.store.client import Index, Store
from shared.store.driver import (
    ASCENDING,
    DESCENDING,
    Binary,
    Document,
    IndexModel,
    PyMongoError,
    as_failure,
    is_duplicate,
)
from shared.store.unit_of_work import Transaction, UnitOfWork

COLLECTION = "parked"
KEPT_LIMIT = 12 * 1024 * 1024
"""Bytes of a record; MongoDB refuses documents above 16 MiB, and then the record would come again for ever."""

INDEXES = (
    Index(COLLECTION, IndexModel([("status", ASCENDING), ("parked_at", DESCENDING)])),
    # Only what a person has settled has this date.
    Index(
        COLLECTION,
        IndexModel("settled_at", expireAfterSeconds=int(PARKED_SETTLED.total_seconds()), sparse=True),
    ),
)


class NoSuchParkedRecord(WrongWords):
    """There is no parked record with that id. `haichieu parked list` shows those there are."""


class NotKeptWhole(NoSuchParkedRecord):
    """Only its beginning was kept, since it is larger than a document of MongoDB: it cannot be sent again from here."""


class Parking:
    """Parks, lists, replays and drops. One transaction each, so that nothing is parked twice or replayed twice."""

    def __init__(self, service: str, store: Store, work: UnitOfWork[Transaction]) -> None:
        self._service = service
        self._store = store
        self._work = work

    async def park(self, parcel: Parcel) -> None:
        """Keep the record, remember it as handled, tell the parked topic. Raises Transient when Mongo is away."""
        id_ = _identity(parcel.record)
        ids = [parcel.event_id] if parcel.event_id else []
        try:
            async with self._work.once(ids) as transaction:
                if ids and not transaction.fresh:
                    return
                await transaction.collection(COLLECTION).insert_one(_document(id_, parcel), session=transaction.session)
                transaction.publish(self._event(id_, parcel))
        except Exception as error:
            # Redelivered after a crash between parking and the offset's commit: it is already here.
            if isinstance(error.__cause__, PyMongoError) and is_duplicate(error.__cause__) and await self.has(id_):
                return
            raise

    async def newest(self, limit: int = 100) -> AsyncIterator[Document]:
        rows = self._store.collection(COLLECTION).find({"status": "parked"}, {"value": 0})
        async for row in rows.sort("parked_at", DESCENDING).limit(limit):
            yield row

    async def show(self, id_: str) -> Document:
        row = await self._store.collection(COLLECTION).find_one({"_id": id_})
        if row is None:
            raise NoSuchParkedRecord(f"No parked record {id_} in {self._service}. Try: haichieu parked list")
        return row | {"value": zlib.decompress(row["value"])}

    async def replay(self, id_: str) -> None:
        """Send the original bytes again through the same handler; the inbox forgets them in the same transaction."""
        row = await self.show(id_)
        async with self._work.once(()) as transaction:
            changed = await transaction.collection(COLLECTION).update_one(
                {"_id": id_, "status": "parked"},
                {"$set": {"status": "replayed", "settled_at": datetime.now(UTC)}},
                session=transaction.session,
            )
            if not changed.modified_count:
                raise NoSuchParkedRecord(f"{id_} was already replayed or dropped.")
            if not row.get("whole", True):
                place = f"{row['topic']}/{row['partition']}/{row['offset']}"
                raise NotKeptWhole(
                    f"{id_} was too large to be kept whole. Its bytes are at {place} while Kafka keeps them."
                )
            if row["event_id"]:
                await transaction.collection(inbox.COLLECTION).delete_one(
                    {"_id": row["event_id"]}, session=transaction.session
                )
            transaction.post(_as_posting(row))

    async def drop(self, id_: str) -> None:
        changed = await self._store.collection(COLLECTION).update_one(
            {"_id": id_, "status": "parked"}, {"$set": {"status": "dropped", "settled_at": datetime.now(UTC)}}
        )
        if not changed.modified_count:
            raise NoSuchParkedRecord(f"No parked record {id_} in {self._service}. Try: haichieu parked list")

    async def has(self, id_: str) -> bool:
        try:
            return await self._store.collection(COLLECTION).find_one({"_id": id_}, {"_id": 1}) is not None
        except PyMongoError as error:
            raise as_failure(error) from error

    def _event(self, id_: str, parcel: Parcel) -> ParkedV1:
        record, now = parcel.record, datetime.now(UTC)
        value = record.value or b""
        return PARKED_BY_SERVICE[self._service](
            event_id=new_id(),
            occurred_at=now,
            subject_id=id_,
            subject_version=1,
            correlation_id=parcel.correlation_id or id_,
            causation_id=parcel.event_id,
            service=self._service,
            group=parcel.group,
            origin_topic=record.topic,
            origin_partition=record.partition,
            origin_offset=record.offset,
            error_type=parcel.error_type,
            error=parcel.error[:500],
            attempts=parcel.attempts,
            parked_at=now,
            size=len(value),
            excerpt=base64.b64encode(value[:EXCERPT_LIMIT]),
        )


def _identity(record: Record) -> str:
    # Place alone is not enough: a broker that lost its memory counts offsets from zero again.
    digest = hashlib.sha256(record.value or b"").hexdigest()
    return stable_id(record.place, str(record.timestamp), digest)


def _document(id_: str, parcel: Parcel) -> Document:
    record, value = parcel.record, parcel.record.value or b""
    kept, headers = zlib.compress(value), [[name, Binary(value or b"")] for name, value in record.headers]
    whole = len(kept) + len(record.key or b"") + sum(len(name) + len(value) for name, value in headers) <= KEPT_LIMIT
    return {
        "_id": id_,
        "status": "parked",
        "group": parcel.group,
        "topic": record.topic,
        "partition": record.partition,
        "offset": record.offset,
        "timestamp": record.timestamp,
        "key": Binary((record.key or b"") if whole else (record.key or b"")[:EXCERPT_LIMIT]),
        "headers": headers if whole else [],
        "value": Binary(kept if whole else zlib.compress(value[:EXCERPT_LIMIT])),
        "whole": whole,
        "size": len(value),
        "sha256": hashlib.sha256(value).hexdigest(),
        "event_id": parcel.event_id,
        "error_type": parcel.error_type,
        "error": parcel.error[:2_000],
        "attempts": parcel.attempts,
        "parked_at": datetime.now(UTC),
    }


def _as_posting(row: Document) -> Posting:
    headers = {name: bytes(value).decode("utf-8", "replace") for name, value in row["headers"]}
    return Posting(
        id=new_id(),
        topic=row["topic"],
        key=bytes(row["key"]).decode("utf-8", "replace"),
        body=row["value"],
        headers=headers | {REPLAY_FOR: row["group"]},
        subject_version=0,
    )
