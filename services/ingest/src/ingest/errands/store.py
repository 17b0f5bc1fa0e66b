"""Errands in Mongo. Those that are over stay, without a due time, so that a late wish finds what is newer."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from ingest.errands.errand import WANTED, Errand, Found, Memory, Target
from ingest.errands.outgoing import seen_event
from ingest.errands.report import Looked
from ingest.store import snapshot_document
from shared.cause import Cause
from shared.failures import Transient
from shared.ops.ids import stable_id
from shared.store.client import Index, Store
from shared.store.driver import (
    ASCENDING,
    Collection,
    Document,
    IndexModel,
    PyMongoError,
    ReplaceOne,
    ReturnDocument,
    as_failure,
)
from shared.store.unit_of_work import Transaction

ERRANDS = "errands"
DUE: Document = {"due_at": {"$type": "date"}}
# "date" keeps those that are over out of it.
ERRAND_INDEXES = (Index(ERRANDS, IndexModel([("due_at", ASCENDING)], partialFilterExpression=DUE)),)


class ErrandWork:
    """One transaction of errands (port: ingest.errands.ports.Work)."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    @property
    def fresh(self) -> frozenset[str]:
        return self._transaction.fresh

    async def wish(self, errands: Sequence[Errand]) -> None:
        """What was remembered goes on under a newer wish: its pages are no news."""
        newest = {one.id: one for one in sorted(errands, key=lambda one: one.version)}
        rows = self._errands().find({"_id": {"$in": list(newest)}}, session=self._transaction.session)
        known = {row["_id"]: errand_of(row) async for row in rows}
        writes = [
            ReplaceOne({"_id": one.id}, _wished(one, known.get(one.id)), upsert=True)
            for one in newest.values()
            if one.id not in known or known[one.id].version < one.version
        ]
        if writes:
            await self._errands().bulk_write(writes, session=self._transaction.session)

    async def looked(self, looked: Looked, due: datetime | None) -> None:
        errand = looked.errand
        memory = replace(errand.memory, looks=0, failed_looks=0) if looked.kind else errand.memory
        result = await self._errands().update_one(
            {"_id": errand.id, "version": errand.version, "memory.told": errand.memory.told - bool(looked.kind)},
            {"$set": {"memory": _memory(memory), "due_at": due}},
            session=self._transaction.session,
        )
        if not result.matched_count:
            raise Transient("the errand was changed meanwhile")
        if looked.kind:
            await self._keep(looked)
            self._transaction.publish(seen_event(looked), Cause(errand.correlation_id))

    async def _keep(self, looked: Looked) -> None:
        """The bytes that the event speaks of, once each: a page that is the same every day is one snapshot."""
        errand = looked.errand
        pages = {stable_id("errand", errand.id, sight.page.sha256): sight.page for sight in looked.sights if sight.page}
        snapshots = self._transaction.collection("snapshots")
        rows = snapshots.find({"_id": {"$in": list(pages)}}, {"_id": 1}, session=self._transaction.session)
        kept = {row["_id"] async for row in rows}
        fresh = [
            snapshot_document(errand.publication_id, page) | {"_id": id_, "errand_id": errand.id}
            for id_, page in pages.items()
            if id_ not in kept
        ]
        if fresh:
            await snapshots.insert_many(fresh, session=self._transaction.session)

    def _errands(self) -> Collection:
        return self._transaction.collection(ERRANDS)


class MongoErrands:
    """What is due (port: ingest.errands.ports.Desk). Raises Transient when Mongo is away."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def claim(self, now: datetime, until: datetime) -> Errand | None:
        """The one that is due longest; taken by moving its due time, so two replicas never look at once."""
        try:
            row = await self._store.collection(ERRANDS).find_one_and_update(
                {"due_at": {"$type": "date", "$lte": now}},
                {"$set": {"due_at": until}},
                sort=[("due_at", ASCENDING)],
                return_document=ReturnDocument.AFTER,
            )
        except PyMongoError as error:
            raise as_failure(error) from error
        return errand_of(row) if row else None

    async def next_due(self) -> datetime | None:
        try:
            row = await self._store.collection(ERRANDS).find_one(DUE, {"due_at": 1}, sort=[("due_at", ASCENDING)])
        except PyMongoError as error:
            raise as_failure(error) from error
        return row["due_at"] if row else None


def _wished(errand: Errand, known: Errand | None) -> Document:
    kept = replace(errand, memory=known.memory) if known else errand
    row = asdict(kept)
    due = errand.since if errand.state == WANTED else None
    seconds = errand.interval.total_seconds()
    return {"_id": row.pop("id"), **row, "interval": seconds, "memory": _memory(kept.memory), "due_at": due}


def _memory(memory: Memory) -> Document:
    """Addresses hold dots, which are no field names: pairs."""
    row = asdict(memory)
    return row | {name: list(row[name].items()) for name in ("marks", "failures")}


def errand_of(row: Document) -> Errand:
    memory = row["memory"]
    kept = {name: value for name, value in row.items() if name in Errand.__slots__}
    remembered = {
        "marks": dict(memory["marks"]),
        "failures": dict(memory["failures"]),
        "notices": tuple(Found(**one) for one in memory["notices"]),
    }
    kept |= {
        "targets": tuple(Target(**one) for one in row["targets"]),
        "phrases": tuple(row["phrases"]),
        "interval": timedelta(seconds=row["interval"]),
        "memory": Memory(**memory | remembered),
    }
    return Errand(id=row["_id"], **kept)
