"""The comparison's share of a source's row: it is its own, so that a visit in hand does not undo it."""

from datetime import datetime

from ingest.recall.figures import Recalled
from ingest.sources.source import RESTING, Source
from ingest.sources.store import source_of
from shared.store.client import Store
from shared.store.driver import ASCENDING, Document, PyMongoError, ReturnDocument, as_failure

MOST_SUSPECTS = 500
_COMPARED: Document = {"section": {"$gt": ""}, "state": {"$nin": list(RESTING)}}


class MongoRecall:
    """Port: ingest.recall.ports.Desk. Raises Transient when Mongo is away. Sources are some hundreds at most."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def claim(self, now: datetime, due: datetime) -> tuple[Source, frozenset[str]] | None:
        """The source whose section was compared longest ago, and its suspects; the next time is `due`."""
        try:
            row = await self._store.collection("sources").find_one_and_update(
                _COMPARED | {"recall_due": {"$not": {"$gt": now}}},
                {"$set": {"recall_due": due}},
                sort=[("recall_due", ASCENDING)],
                return_document=ReturnDocument.AFTER,
            )
        except PyMongoError as error:
            raise as_failure(error) from error
        return (source_of(row), frozenset(row.get("recall_suspects", ()))) if row else None

    async def next_due(self) -> datetime | None:
        try:
            row = await self._store.collection("sources").find_one(_COMPARED, sort=[("recall_due", ASCENDING)])
        except PyMongoError as error:
            raise as_failure(error) from error
        return row.get("recall_due") if row else None

    async def note(self, recalled: Recalled) -> None:
        fields = {"recall_at": recalled.at, "recall_listed": recalled.listed, "recall_missed": recalled.missed}
        fields |= {"recall_suspects": list(recalled.suspects[:MOST_SUSPECTS])}
        try:
            await self._store.collection("sources").update_one({"_id": recalled.source.id}, {"$set": fields})
        except PyMongoError as error:
            raise as_failure(error) from error
