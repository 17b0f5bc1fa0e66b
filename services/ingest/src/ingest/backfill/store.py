"""Jobs and their addresses in Mongo. What is done stays, without a due time: it is how far a job is."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from ingest.backfill.job import Item, Job, Progress
from ingest.sources.source import Source
from ingest.store import IngestWork
from shared.store import outbox
from shared.store.client import Index, Store
from shared.store.driver import ASCENDING, Document, IndexModel, PyMongoError, UpdateOne, as_failure

JOBS, ITEMS = "backfills", "backfill_items"
JAM = 200
"""Events that wait to be published, from which a backfill waits too: it must not fill the way of what is of today."""
KEPT = timedelta(days=90)
_DUE: Document = {"due_at": {"$type": "date"}}
_SAID = ("id", "outlet_id", "outlet_name", "medium", "url")
BACKFILL_INDEXES = (
    Index(ITEMS, IndexModel([("due_at", ASCENDING)], partialFilterExpression=_DUE)),
    Index(ITEMS, IndexModel([("job_id", ASCENDING), ("ended", ASCENDING)])),
    Index(ITEMS, IndexModel("listed_at", expireAfterSeconds=int(KEPT.total_seconds()))),
)


class BackfillWork(IngestWork):
    """One transaction (port: ingest.backfill.ports.Work)."""

    async def ended(self, outcomes: Mapping[str, str]) -> None:
        await self._write(
            [
                UpdateOne({"_id": id_}, {"$set": {"ended": how}, "$unset": {"due_at": ""}})
                for id_, how in outcomes.items()
            ]
        )

    async def later(self, items: Mapping[str, datetime]) -> None:
        await self._write(
            [UpdateOne({"_id": id_}, {"$set": {"due_at": due}, "$inc": {"tries": 1}}) for id_, due in items.items()]
        )

    async def listed(self, items: Sequence[Item], now: datetime) -> None:
        """What is known already keeps how it ended."""
        await self._write([_upsert(item, now) for item in items])

    async def _write(self, writes: Sequence[UpdateOne]) -> None:
        if writes:
            await self._transaction.collection(ITEMS).bulk_write(writes, ordered=False, session=self._session)


class MongoBackfills:
    """Port: ingest.backfill.ports.Desk; and what the command asks. Raises Transient when Mongo is away."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def begin(self, job: Job, items: Sequence[Item]) -> None:
        """A job that is known goes on as it is."""
        row = {"source": {name: getattr(job.source, name) for name in _SAID}, "since": job.since, "until": job.until}
        try:
            await self._store.collection(JOBS).update_one(
                {"_id": job.id}, {"$setOnInsert": row | {"begun_at": job.begun_at}}, upsert=True
            )
            for start in range(0, len(items), 1_000):
                writes = [_upsert(item, job.begun_at) for item in items[start : start + 1_000]]
                await self._store.collection(ITEMS).bulk_write(writes, ordered=False)
        except PyMongoError as error:
            raise as_failure(error) from error

    async def claim(self, now: datetime, until: datetime, limit: int) -> tuple[Job, list[Item]] | None:
        """The addresses of one job that are due longest; taken by moving their due time."""
        items = self._store.collection(ITEMS)
        try:
            first = await items.find_one({"due_at": {"$lte": now}}, sort=[("due_at", ASCENDING)])
            row = await self._store.collection(JOBS).find_one({"_id": first["job_id"]}) if first else None
            if row is None:
                return None
            due = {"due_at": {"$lte": now}, "job_id": row["_id"]}
            ids = [one["_id"] async for one in items.find(due, {"_id": 1}).sort("due_at", ASCENDING).limit(limit)]
            claimed = []
            for id_ in ids:
                taken = await items.update_one({"_id": id_, "due_at": {"$lte": now}}, {"$set": {"due_at": until}})
                claimed += [id_] if taken.modified_count else []
            return _job(row), [_item(one) async for one in items.find({"_id": {"$in": claimed}})]
        except PyMongoError as error:
            raise as_failure(error) from error

    async def next_due(self) -> datetime | None:
        try:
            row = await self._store.collection(ITEMS).find_one(_DUE, {"due_at": 1}, sort=[("due_at", ASCENDING)])
        except PyMongoError as error:
            raise as_failure(error) from error
        return row["due_at"] if row else None

    async def jammed(self) -> bool:
        try:
            waiting = await self._store.collection(outbox.COLLECTION).count_documents(
                {"pending": True}, limit=JAM, hint=outbox.PENDING
            )
        except PyMongoError as error:
            raise as_failure(error) from error
        return bool(waiting >= JAM)

    async def progress(self, job_id: str) -> Progress:
        group: list[Document] = [{"$match": {"job_id": job_id}}, {"$group": {"_id": "$ended", "count": {"$sum": 1}}}]
        try:
            rows = [row async for row in self._store.collection(ITEMS).aggregate(group)]
        except PyMongoError as error:
            raise as_failure(error) from error
        ended = {row["_id"]: row["count"] for row in rows if row["_id"]}
        return Progress(sum(row["count"] for row in rows), ended)

    async def stop(self, job_id: str) -> int:
        """Nothing of it is due any more; how many addresses were left."""
        left = {"job_id": job_id, "ended": ""}
        try:
            stopped = await self._store.collection(ITEMS).update_many(
                left, {"$set": {"ended": "stopped"}, "$unset": {"due_at": ""}}
            )
        except PyMongoError as error:
            raise as_failure(error) from error
        return int(stopped.modified_count)


def _upsert(item: Item, now: datetime) -> UpdateOne:
    row = asdict(item)
    return UpdateOne(
        {"_id": row.pop("id")}, {"$setOnInsert": row | {"ended": "", "due_at": now, "listed_at": now}}, upsert=True
    )


def _item(row: Document) -> Item:
    return Item(row["_id"], **{name: row[name] for name in Item.__slots__ if name in row})


def _job(row: Document) -> Job:
    return Job(row["_id"], Source(**row["source"]), row["since"], row["until"], row["begun_at"])
