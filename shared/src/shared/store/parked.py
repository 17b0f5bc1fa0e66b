"""Records that could not be processed, kept whole until a person replays or drops them, and a quarter longer."""

import base64
import zlib
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from shared.contracts.parked import EXCERPT_LIMIT, PARKED_BY_SERVICE, ParkedV1
from shared.exits import WrongWords
from shared.keeping import PARKED_SETTLED
from shared.ops.clock import VIETNAM
from shared.ops.ids import new_id
from shared.patience import patiently
from shared.posting import Parcel
from shared.store import inbox
from shared.store.client import Index, Store
from shared.store.driver import ASCENDING, DESCENDING, Document, IndexModel, PyMongoError, as_failure, is_duplicate
from shared.store.parked_document import as_posting, document_of, identity, place_of
from shared.store.unit_of_work import Transaction, UnitOfWork

COLLECTION = "parked"

INDEXES = (
    Index(COLLECTION, IndexModel([("status", ASCENDING), ("parked_at", DESCENDING)])),
    # Only what a person has settled has this date.
    Index(
        COLLECTION,
        IndexModel("settled_at", expireAfterSeconds=int(PARKED_SETTLED.total_seconds()), sparse=True),
    ),
)


class NoSuchParkedRecord(WrongWords):
    """There is no parked record with that id. `parked list` shows those there are."""


class AlreadySettled(NoSuchParkedRecord):
    """Somebody has replayed or dropped it: there is nothing left to decide. The message says who, when and what."""


class NotKeptWhole(NoSuchParkedRecord):
    """Only its beginning was kept, since it is larger than a document of MongoDB: it cannot be sent again from here."""


class Parking:
    """Parks, lists, replays and drops, each at once or not at all: nothing is parked twice or settled twice.

    All but `park`, which has its own words for it, raise Transient when MongoDB is away.
    """

    def __init__(self, service: str, store: Store, work: UnitOfWork[Transaction]) -> None:
        self._service = service
        self._store = store
        self._work = work

    async def park(self, parcel: Parcel) -> None:
        """Keep the record, remember it as handled, tell the parked topic. Raises Transient when Mongo is away."""
        id_ = identity(parcel.record)
        ids = [parcel.event_id] if parcel.event_id else []
        try:
            async with self._work.once(ids) as transaction:
                if ids and not transaction.fresh:
                    return
                await transaction.collection(COLLECTION).insert_one(
                    document_of(id_, parcel), session=transaction.session
                )
                transaction.publish(self._event(id_, parcel))
        except Exception as error:
            # Redelivered after a crash between parking and the offset's commit: it is already here.
            if isinstance(error.__cause__, PyMongoError) and is_duplicate(error.__cause__) and await self.has(id_):
                return
            raise

    async def newest(self, limit: int = 100) -> AsyncIterator[Document]:
        """At most `limit`, which is 1 or more."""
        with _failures():
            rows = self._store.collection(COLLECTION).find({"status": "parked"}, {"value": 0})
            async for row in rows.sort("parked_at", DESCENDING).limit(limit):
                yield row

    async def show(self, id_: str) -> Document:
        """Raises NoSuchParkedRecord."""
        with _failures():
            row = await self._store.collection(COLLECTION).find_one({"_id": id_})
        if row is None:
            raise NoSuchParkedRecord(
                f"{self._service} has no parked record {id_}. `parked list` shows those there are."
            )
        return row | {"value": zlib.decompress(row["value"])}

    async def replay(self, id_: str, by: str) -> None:
        """Send the original bytes again through the same handler; the inbox forgets them in the same transaction.

        Raises NoSuchParkedRecord, AlreadySettled, NotKeptWhole.
        """
        # Of two at once, the one who comes too late meets a conflict first, and at the second look the other's name.
        await patiently(lambda: self._replay(id_, by))

    async def _replay(self, id_: str, by: str) -> None:
        row = await self.show(id_)
        if row["status"] == "parked" and not row.get("whole", True):
            raise NotKeptWhole(
                f"{id_} was too large to be kept whole. Its bytes are at {place_of(row)} while Kafka keeps them."
            )
        async with self._work.once(()) as transaction:
            if not await self._settle(id_, "replayed", by, transaction):
                raise AlreadySettled(self._told(await self.show(id_)))
            if row["event_id"]:
                await transaction.collection(inbox.COLLECTION).delete_one(
                    {"_id": row["event_id"]}, session=transaction.session
                )
            transaction.post(as_posting(row))

    async def drop(self, id_: str, by: str) -> None:
        """Raises NoSuchParkedRecord, AlreadySettled."""
        with _failures():
            dropped = await self._settle(id_, "dropped", by)
        if not dropped:
            raise AlreadySettled(self._told(await self.show(id_)))

    async def _settle(self, id_: str, status: str, by: str, transaction: Transaction | None = None) -> bool:
        """Who decided stands there from the same moment as what was decided."""
        source, session = (transaction, transaction.session) if transaction else (self._store, None)
        changed = await source.collection(COLLECTION).update_one(
            {"_id": id_, "status": "parked"},
            {"$set": {"status": status, "settled_at": datetime.now(UTC), "settled_by": by}},
            session=session,
        )
        return bool(changed.modified_count)

    def _told(self, row: Document) -> str:
        at: datetime | None = row.get("settled_at")
        when = f"{at.astimezone(VIETNAM):%H:%M:%S, %d/%m/%Y}" if at else "an unknown time"
        return (
            f"{row['_id']} was already {row['status']} at {when} by {row.get('settled_by', 'somebody unnamed')}, "
            f"and nothing was done now. It is {place_of(row)}, parked by {self._service} for {row['error_type']}; "
            f"`parked show {row['_id']}` shows it whole."
        )

    async def has(self, id_: str) -> bool:
        with _failures():
            return await self._store.collection(COLLECTION).find_one({"_id": id_}, {"_id": 1}) is not None

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


@contextmanager
def _failures() -> Iterator[None]:
    """Raises Transient for what will pass by itself, and the driver's own error for the rest."""
    try:
        yield
    except PyMongoError as error:
        raise as_failure(error) from error
