"""Jobs and their addresses in Mongo. What is done stays, without a due time: it is how far a job is."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from ingest.backfill.job import LIST, LISTS, STOPPED, Item, Job, Progress
from ingest.sources.source import Source
from ingest.store import IngestWork
from shared.store import outbox
from shared.store.client import Index, Store
from shared.store.driver import ASCENDING, Document, IndexModel, PyMongoError, UpdateOne, as_failure

JOBS, ITEMS = "backfills", "backfill_items"
LISTS_AT_ONCE = 2
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
            [
                # What was stopped meanwhile stays so.
                UpdateOne({"_id": id_, "ended": ""}, {"$set": {"due_at": due}, "$inc": {"tries": 1}})
                for id_, due in items.items()
            ]
        )

    async def listed(self, job_id: str, items: Sequence[Item], over: int, now: datetime) -> bool:
        """What is known already keeps how it ended; `over` were named by the list and not read. False: the job was
        stopped, and nothing is taken down. That it was not is written, so that a stop at this moment waits for us."""
        jobs, going = self._transaction.collection(JOBS), {"_id": job_id, "stopped_at": {"$exists": False}}
        job = await jobs.find_one_and_update(going, {"$inc": {"portions": 1}}, session=self._session)
        if job is None:
            return False
        lists = await self._new({item.id: item for item in items if item.kind == LIST})
        taken = lists[: max(0, LISTS - job.get("lists", 0))]
        await self._write([_upsert(item, now) for item in (*taken, *(one for one in items if one.kind != LIST))])
        counts = {"lists": len(taken), "over": over + len(lists) - len(taken)}
        await jobs.update_one({"_id": job_id}, {"$inc": counts}, session=self._session)
        return True

    async def _new(self, items: Mapping[str, Item]) -> list[Item]:
        if not items:
            return []
        rows = self._transaction.collection(ITEMS).find({"_id": {"$in": [*items]}}, {"_id": 1}, session=self._session)
        known = {row["_id"] async for row in rows}
        return [item for id_, item in items.items() if id_ not in known]

    async def _write(self, writes: Sequence[UpdateOne]) -> None:
        if writes:
            await self._transaction.collection(ITEMS).bulk_write(writes, ordered=False, session=self._session)


class MongoBackfills:
    """Port: ingest.backfill.ports.Desk; and what the command asks. Raises Transient when Mongo is away."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def begin(self, job: Job, items: Sequence[Item]) -> None:
        """A job that is known goes on as it is; what was stopped of it is due again."""
        row = {"source": {name: getattr(job.source, name) for name in _SAID}, "since": job.since, "until": job.until}
        try:
            await self._store.collection(JOBS).update_one(
                {"_id": job.id},
                {"$setOnInsert": row | {"begun_at": job.begun_at}, "$unset": {"stopped_at": ""}},
                upsert=True,
            )
            await self._store.collection(ITEMS).update_many(
                {"job_id": job.id, "ended": STOPPED}, {"$set": {"ended": "", "due_at": job.begun_at}}
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
            rows = items.find(due, {"kind": 1}).sort("due_at", ASCENDING).limit(limit)
            claimed: list[str] = []
            for id_ in _bearable([(one["_id"], one["kind"]) async for one in rows]):
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
            job = await self._store.collection(JOBS).find_one({"_id": job_id}, {"over": 1}) or {}
            rows = [row async for row in self._store.collection(ITEMS).aggregate(group)]
        except PyMongoError as error:
            raise as_failure(error) from error
        ended = {row["_id"]: row["count"] for row in rows if row["_id"]}
        return Progress(sum(row["count"] for row in rows), ended, job.get("over", 0))

    async def stop(self, job_id: str, now: datetime) -> int:
        """Nothing of it is due any more, and lists in hand bring nothing new; how many addresses were left."""
        left = {"job_id": job_id, "ended": ""}
        try:
            await self._store.collection(JOBS).update_one({"_id": job_id}, {"$set": {"stopped_at": now}})
            stopped = await self._store.collection(ITEMS).update_many(
                left, {"$set": {"ended": STOPPED}, "$unset": {"due_at": ""}}
            )
        except PyMongoError as error:
            raise as_failure(error) from error
        return int(stopped.modified_count)


def _bearable(due: Sequence[tuple[str, str]]) -> list[str]:
    """Ids of those, given with their kinds, that are done before a claim runs out: a list may name 50,000 pages."""
    lists = [id_ for id_, kind in due if kind == LIST][:LISTS_AT_ONCE]
    return lists + [id_ for id_, kind in due if kind != LIST]


def _upsert(item: Item, now: datetime) -> UpdateOne:
    row = asdict(item)
    return UpdateOne(
        {"_id": row.pop("id")}, {"$setOnInsert": row | {"ended": "", "due_at": now, "listed_at": now}}, upsert=True
    )


def _item(row: Document) -> Item:
    return Item(row["_id"], **{name: row[name] for name in Item.__slots__ if name in row})


def _job(row: Document) -> Job:
    return Job(row["_id"], Source(**row["source"]), row["since"], row["until"], row["begun_at"])
