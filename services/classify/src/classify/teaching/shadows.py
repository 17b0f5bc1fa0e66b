"""Candidates that judge beside the active model, in Mongo: how often each differed, which way, and where."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from classify.refusals import Refused
from classify.teaching.shadow import Difference, Shadow
from shared.store.client import Index, Store
from shared.store.driver import (
    DESCENDING,
    Collection,
    Document,
    IndexModel,
    PyMongoError,
    ReplaceOne,
    as_failure,
    is_duplicate,
)

SHADOWS, DIFFERENCES = "shadows", "shadow_differences"
LISTED = timedelta(days=30)
"""How long it can be looked up which publications were judged differently."""
SHADOW_INDEXES = (Index(DIFFERENCES, IndexModel("at", expireAfterSeconds=int(LISTED.total_seconds()))),)


class Shadows:
    """Raises Transient when MongoDB is away."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def _rows(self) -> Collection:
        return self._store.collection(SHADOWS)

    async def last(self) -> Shadow | None:
        row = await self._last()
        return _shadow(row) if row else None

    async def ways(self) -> Mapping[str, int]:
        """Of the last one: how often each."""
        row = await self._last()
        return {} if row is None else dict(sorted(row.get("ways", {}).items(), key=lambda one: (-one[1], one[0])))

    async def differences(self, number: int, limit: int) -> list[Difference]:
        """Some of one shadow's."""
        try:
            rows = self._store.collection(DIFFERENCES).find(_of(number)).limit(limit)
            return [Difference(*(row[name] for name in Difference._fields)) async for row in rows]
        except PyMongoError as error:
            raise as_failure(error) from error

    async def begin(self, shadow: Shadow) -> None:
        """Raises Refused when somebody else began one in between."""
        try:
            await self._rows.insert_one({"_id": shadow.number, **_fresh(shadow)})
        except PyMongoError as error:
            if is_duplicate(error):
                raise Refused("somebody began another shadow in between; look: `shadow report`.") from error
            raise as_failure(error) from error

    async def end(self, at: datetime) -> bool:
        """Whether there was one that ran."""
        try:
            ended = await self._rows.update_one({"until": None}, {"$set": {"until": at}})
        except PyMongoError as error:
            raise as_failure(error) from error
        return bool(ended.modified_count)

    async def count(self, number: int, counts: Mapping[str, int], found: Sequence[Difference]) -> None:
        """Add what one replica has seen since."""
        writes = [ReplaceOne({"_id": f"{number}:{one.publication_id}"}, one._asdict(), upsert=True) for one in found]
        try:
            if writes:
                await self._store.collection(DIFFERENCES).bulk_write(writes, ordered=False)
            await self._rows.update_one({"_id": number}, {"$inc": dict(counts)})
        except PyMongoError as error:
            raise as_failure(error) from error

    async def _last(self) -> Document | None:
        try:
            return await self._rows.find_one({}, sort=[("_id", DESCENDING)])
        except PyMongoError as error:
            raise as_failure(error) from error


def _of(number: int) -> Document:
    """Their ids begin with it; ";" follows ":"."""
    return {"_id": {"$gte": f"{number}:", "$lt": f"{number};"}}


def _fresh(shadow: Shadow) -> Document:
    return {"version": shadow.version, "since": shadow.since, "by": shadow.by, "until": None}


def _shadow(row: Document) -> Shadow:
    counts = {name: row.get(name, 0) for name in ("judged", "differ", "missed")}
    return Shadow(row["_id"], row["version"], row["since"], row["by"], row["until"], **counts)
