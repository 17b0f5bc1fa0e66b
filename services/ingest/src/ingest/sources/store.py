"""Sources, their days and their history in Mongo."""

import logging
from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import date, datetime, time, timedelta

from ingest.domain import HealthChange, Hour, Survey
from ingest.outgoing import health_event
from ingest.sources.history import Day, Trace
from ingest.sources.notes import Notes
from ingest.sources.source import RESTING, Source
from shared.failures import Transient
from shared.ops.ids import new_id
from shared.store.client import Index, Store
from shared.store.driver import ASCENDING, DESCENDING, Document, IndexModel, PyMongoError, UpdateOne, as_failure
from shared.store.unit_of_work import Transaction

log = logging.getLogger(__name__)

DAYS_KEPT = timedelta(days=70)
HISTORY_KEPT = timedelta(days=730)
RACES = 8
"""Lost to other replicas in a row, before the next look is left to the clock."""
DUE: Document = {"state": {"$nin": list(RESTING)}}

SOURCE_INDEXES = (
    Index("sources", IndexModel([("next_visit", ASCENDING)])),
    Index("source_days", IndexModel([("source_id", ASCENDING), ("day", ASCENDING)])),
    Index("source_days", IndexModel("day", expireAfterSeconds=int(DAYS_KEPT.total_seconds()))),
    Index("source_history", IndexModel([("source_id", ASCENDING), ("at", DESCENDING)])),
    Index("source_history", IndexModel("at", expireAfterSeconds=int(HISTORY_KEPT.total_seconds()))),
)
SAID = ("outlet_id", "outlet_name", "medium", "url", "priority", "tags", "body_id", "section", "origin", "kind")
"""By people, in a file or otherwise; the rest is learnt at visits."""
COMPARED = ("recall_at", "recall_listed", "recall_missed")
"""By the comparison with its section (ingest.recall.store)."""
LEARNT = tuple(field.name for field in fields(Source) if field.name not in (*SAID, *COMPARED, "id", "version"))


async def save_source(
    transaction: Transaction, source: Source, change: HealthChange | None, hour: Hour | None = None
) -> None:
    """Raises Transient when another replica changed its state meanwhile (a visit must not undo a retirement)."""
    learnt = {name: getattr(source, name) for name in LEARNT} | {"version": source.version + (1 if change else 0)}
    result = await transaction.collection("sources").update_one(
        {"_id": source.id, "version": source.version}, {"$set": learnt}, session=transaction.session
    )
    if not result.matched_count:
        raise Transient("the source was changed by another replica meanwhile")
    if hour:
        await transaction.collection("source_days").update_one(
            {"_id": f"{source.id}|{hour.day}"}, _hour(source.id, hour), upsert=True, session=transaction.session
        )
    if change:
        await transaction.collection("source_history").insert_one(_trace(change), session=transaction.session)
        transaction.publish(health_event(change))


class MongoSources:
    """What is known of sources, and which are due (the sources' part of port ingest.ports.Desk)."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._notes = Notes(store, "sources")

    async def add_sources(self, sources: Sequence[Source], now: datetime) -> None:
        """Sources that are new begin at once; those that are known keep their history."""
        for source in sources:
            row = asdict(source)
            id_ = row.pop("id")
            said = {name: row.pop(name) for name in SAID}
            new = row | {"next_visit": now, "visited_at": now, "since": now}
            try:
                await self._store.collection("sources").update_one(
                    {"_id": id_}, {"$set": said, "$setOnInsert": new}, upsert=True
                )
            except PyMongoError as error:
                raise as_failure(error) from error

    async def sources(self) -> list[Source]:
        try:
            return [source_of(row) async for row in self._store.collection("sources").find()]
        except PyMongoError as error:
            raise as_failure(error) from error

    async def survey(self) -> Survey:
        """By reading all sources, which are some hundreds at most."""
        group = {
            "_id": "$state",
            "count": {"$sum": 1},
            "stalest": {"$min": "$visited_at"},
            "next": {"$min": "$next_visit"},
        }
        try:
            rows = [row async for row in self._store.collection("sources").aggregate([{"$group": group}])]
        except PyMongoError as error:
            raise as_failure(error) from error
        watched = [row for row in rows if row["_id"] not in RESTING]
        return Survey(
            states={row["_id"]: row["count"] for row in rows},
            stalest=min((row["stalest"] for row in watched if row["stalest"]), default=None),
            next_visit=min((row["next"] for row in watched), default=None),
        )

    async def claim_sources(self, now: datetime, until: datetime, limit: int) -> list[Source]:
        """Those that are due longest, priority first; taken by moving their next visit, so that two replicas never
        visit one at once."""
        try:
            for _ in range(RACES):
                claimed, seen = await self._claim(now, until, limit)
                # What others took meanwhile is not all that is due.
                if claimed or not seen:
                    return claimed
        except PyMongoError as error:
            raise as_failure(error) from error
        return []

    async def _claim(self, now: datetime, until: datetime, limit: int) -> tuple[list[Source], int]:
        """Those that are ours now, and how many were seen to be due."""
        sources, token = self._store.collection("sources"), new_id()
        due = {"next_visit": {"$lte": now}} | DUE
        found = sources.find(due, {"_id": 1}).sort([("priority", DESCENDING), ("next_visit", ASCENDING)])
        ids = [row["_id"] async for row in found.limit(limit)]
        if not ids:
            return [], 0
        await sources.update_many({"_id": {"$in": ids}} | due, {"$set": {"next_visit": until, "claim": token}})
        return [source_of(row) async for row in sources.find({"_id": {"$in": ids}, "claim": token})], len(ids)

    async def note_source(self, source: Source) -> None:
        """What an uneventful visit taught; many of them are written at once. A source that was changed meanwhile keeps
        that change, and this is dropped."""
        learnt = {name: getattr(source, name) for name in LEARNT}
        await self._notes.write(UpdateOne({"_id": source.id, "version": source.version}, {"$set": learnt}))

    async def days(self, source_id: str) -> list[Day]:
        """Oldest first."""
        try:
            rows = self._store.collection("source_days").find({"source_id": source_id}).sort("day")
            return [Day(row["day"].date(), row["news"], row["hours"], row["looked"]) async for row in rows]
        except PyMongoError as error:
            raise as_failure(error) from error

    async def history(self, source_id: str, limit: int = 50) -> list[Trace]:
        """Newest first."""
        try:
            rows = self._store.collection("source_history").find({"source_id": source_id}).sort("at", DESCENDING)
            return [Trace(row["at"], row["from"], row["to"], row["reason"]) async for row in rows.limit(limit)]
        except PyMongoError as error:
            raise as_failure(error) from error


def _hour(source_id: str, hour: Hour) -> Document:
    bit = 1 << hour.hour
    return {
        "$set": {"source_id": source_id, "day": _midnight(hour.day)},
        "$inc": {"news": hour.news},
        "$bit": {"looked": {"or": bit}, "hours": {"or": bit if hour.news else 0}},
    }


def _midnight(day: date) -> datetime:
    """A local day as MongoDB keeps it; it is only ever read as a day again."""
    return datetime.combine(day, time())


def _trace(change: HealthChange) -> Document:
    return {
        "_id": new_id(),
        "source_id": change.source.id,
        "at": change.at,
        "from": change.previous,
        "to": change.source.state,
        "reason": change.source.reason[:2_000],
    }


def source_of(row: Document) -> Source:
    known = {name: row[name] for name in Source.__slots__ if name in row}
    return Source(id=row["_id"], **known | {"tags": tuple(row.get("tags", ()))})
