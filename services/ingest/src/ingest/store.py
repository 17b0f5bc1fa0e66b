"""Sources, publications and snapshots in Mongo."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from ingest.addresses import may_be_visited
from ingest.domain import LOOKS_UNTIL_UNREACHABLE, Capture, HealthChange, Hour, Known, Page, Revisit
from ingest.evidence import as_warc
from ingest.outgoing import captured_event, changed_event
from ingest.sources.source import Source
from ingest.sources.store import SOURCE_INDEXES, MongoSources, save_source
from ingest.twins import Face, title_key
from shared.failures import Transient
from shared.ops.ids import new_id
from shared.store.client import Index
from shared.store.driver import (
    ASCENDING,
    DESCENDING,
    Binary,
    Document,
    IndexModel,
    PyMongoError,
    UpdateOne,
    as_failure,
)
from shared.store.unit_of_work import Transaction

MISSES_KEPT = timedelta(days=7)
"""A page that is still missing is tried at each visit of its feed; one that left the feed is never asked for again."""

ALIASES = "aliases"
FACES_READ = 500
_FACE = ("title_key", "content_hash", "signature", "captured_at")

INDEXES = (
    *SOURCE_INDEXES,
    Index("publications", IndexModel([("revisit_at", ASCENDING)])),
    Index(
        "publications", IndexModel([("outlet_id", ASCENDING), ("title_key", ASCENDING), ("captured_at", DESCENDING)])
    ),
    Index("snapshots", IndexModel([("publication_id", ASCENDING), ("fetched_at", ASCENDING)])),
    Index("misses", IndexModel("missed_at", expireAfterSeconds=int(MISSES_KEPT.total_seconds()))),
)


class IngestWork:
    """One transaction of ingest (port: ingest.ports.Work)."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._session = transaction.session

    async def capture(self, captures: Sequence[Capture], revisit_at: datetime | None) -> None:
        """`revisit_at` None: no further look. Raises Transient when another replica captured one of them first."""
        if not captures:
            return
        rows = [_publication(capture, revisit_at) for capture in captures]
        await self._transaction.collection("publications").insert_many(rows, session=self._session)
        await self._snapshots([(capture.publication_id, capture.page) for capture in captures])
        for capture in captures:
            self._transaction.publish(captured_event(capture), capture.cause)

    async def alias(self, same: Mapping[str, str], now: datetime) -> None:
        """The first word counts: another replica may have said it too."""
        writes = [
            UpdateOne({"_id": id_}, {"$setOnInsert": {"same_as": of, "since": now}}, upsert=True)
            for id_, of in same.items()
        ]
        await self._transaction.collection(ALIASES).bulk_write(writes, session=self._session)

    async def miss(self, publication_ids: Sequence[str], now: datetime) -> None:
        if publication_ids:
            change = {"$inc": {"attempts": 1}, "$set": {"missed_at": now}}
            writes = [UpdateOne({"_id": id_}, change, upsert=True) for id_ in publication_ids]
            await self._transaction.collection("misses").bulk_write(writes, session=self._session)

    async def revisited(self, revisits: Sequence[Revisit], due: Mapping[str, datetime]) -> None:
        writes = [_revisit_update(revisit, due[revisit.known.publication_id]) for revisit in revisits]
        result = await self._transaction.collection("publications").bulk_write(writes, session=self._session)
        if result.matched_count != len(writes):
            raise Transient("a publication was looked at by another replica meanwhile")
        await self._snapshots([(revisit.known.publication_id, revisit.page) for revisit in revisits if revisit.page])
        for revisit in revisits:
            if revisit.change:
                self._transaction.publish(changed_event(revisit))

    async def save_source(self, source: Source, change: HealthChange | None, hour: Hour | None = None) -> None:
        """Raises Transient when another replica changed its state meanwhile (a visit must not undo a retirement)."""
        await save_source(self._transaction, source, change, hour)

    async def _snapshots(self, pages: Sequence[tuple[str, Page]]) -> None:
        rows = [snapshot_document(publication_id, page) for publication_id, page in pages]
        if rows:
            await self._transaction.collection("snapshots").insert_many(rows, session=self._session)


class MongoDesk(MongoSources):
    """What is known and what is due (port: ingest.ports.Desk). Raises Transient when Mongo is away."""

    async def unknown(self, publication_ids: Sequence[str]) -> set[str]:
        try:
            left = set(publication_ids)
            for name in ("publications", ALIASES):
                rows = self._store.collection(name).find({"_id": {"$in": list(left)}}, {"_id": 1})
                left -= {row["_id"] async for row in rows}
            return left
        except PyMongoError as error:
            raise as_failure(error) from error

    async def faces(self, outlet_id: str, titles: Collection[str], ids: Collection[str]) -> list[Face]:
        """The outlet's publications with these ids, and the latest few with one of these titles."""
        titled = {"outlet_id": outlet_id, "title_key": {"$in": list(titles)}}
        named = {"_id": {"$in": list(ids)}, "signature": {"$exists": True}}
        publications, wanted = self._store.collection("publications"), dict.fromkeys(_FACE, 1)
        try:
            found = publications.find(titled, wanted).sort("captured_at", DESCENDING).limit(FACES_READ)
            rows = [row async for row in found]
            rows += [row async for row in publications.find(named, wanted)] if ids else []
        except PyMongoError as error:
            raise as_failure(error) from error
        return [Face(row["_id"], *(row[name] for name in _FACE)) for row in rows]

    async def misses(self, publication_ids: Sequence[str]) -> Mapping[str, int]:
        try:
            rows = self._store.collection("misses").find({"_id": {"$in": list(publication_ids)}})
            return {row["_id"]: row["attempts"] async for row in rows}
        except PyMongoError as error:
            raise as_failure(error) from error

    async def next_revisit(self) -> datetime | None:
        try:
            row = await self._store.collection("publications").find_one(
                {"revisit_at": {"$type": "date"}}, {"revisit_at": 1}, sort=[("revisit_at", 1)]
            )
        except PyMongoError as error:
            raise as_failure(error) from error
        return row["revisit_at"] if row else None

    async def look_now(self, publication_ids: Sequence[str], now: datetime) -> None:
        """Those that would be looked at later."""
        later = {"_id": {"$in": list(publication_ids)}, "revisit_at": {"$gt": now}}
        try:
            await self._store.collection("publications").update_many(later, {"$set": {"revisit_at": now}})
        except PyMongoError as error:
            raise as_failure(error) from error

    async def claim_revisits(self, now: datetime, until: datetime, limit: int) -> list[Known]:
        """Due publications, their next visit moved to `until` for as long as this visit takes."""
        publications, token = self._store.collection("publications"), new_id()
        try:
            due = publications.find({"revisit_at": {"$lte": now}}, {"_id": 1}).sort("revisit_at").limit(limit)
            ids = [row["_id"] async for row in due]
            if not ids:
                return []
            mine = {"_id": {"$in": ids}, "revisit_at": {"$lte": now}}
            await publications.update_many(mine, {"$set": {"revisit_at": until, "revisit_claim": token}})
            return [_known(row) async for row in publications.find({"_id": {"$in": ids}, "revisit_claim": token})]
        except PyMongoError as error:
            raise as_failure(error) from error


def _publication(capture: Capture, revisit_at: datetime | None) -> Document:
    return {
        "_id": capture.publication_id,
        "version": 1,
        "source_id": capture.source.id,
        "outlet_id": capture.source.outlet_id,
        "address": capture.entry.address,
        "title": capture.entry.title,
        "text": capture.text,
        "published_at": capture.entry.published_at,
        "captured_at": capture.captured_at,
        "content_hash": capture.content_hash,
        "state": "as captured",
        "from_feed": capture.from_feed,
        "page_title": "" if capture.from_feed else capture.page.title,
        "title_key": title_key(capture.entry.title),
        "signature": capture.signature,
        "author": capture.author,
        "times": [asdict(found) for found in capture.times],
        "time_from": capture.time_from,
        "time_why": capture.time_why,
        "correlation_id": capture.cause.correlation_id,
        "visits": 0,
        "revisit_at": revisit_at if may_be_visited(capture.entry.address) else None,
    }


def snapshot_document(publication_id: str, page: Page) -> Document:
    return {
        "_id": new_id(),
        "publication_id": publication_id,
        "sha256": page.sha256,
        "size": len(page.body),
        "content_type": page.content_type,
        "address": page.address,
        "fetched_at": page.fetched_at,
        "warc": Binary(as_warc(page)),
    }


def _revisit_update(revisit: Revisit, due: datetime) -> UpdateOne:
    known = revisit.known
    fields: Document = {"revisit_at": due, "failures": revisit.failures}
    if not revisit.failed:
        fields |= {"visits": known.visits + 1, "unreachable_since": None}
    elif revisit.failures == LOOKS_UNTIL_UNREACHABLE:
        fields["unreachable_since"] = revisit.seen_at
    if revisit.change:
        fields |= {"version": known.version + 1, "state": revisit.change}
    if revisit.page:
        fields |= {"text": revisit.text, "content_hash": revisit.content_hash, "from_feed": False}
        fields["page_title"] = revisit.page.title
    return UpdateOne({"_id": known.publication_id, "version": known.version}, {"$set": fields})


def _known(row: Document) -> Known:
    return Known(publication_id=row["_id"], **{name: row[name] for name in Known.__slots__ if name in row})
