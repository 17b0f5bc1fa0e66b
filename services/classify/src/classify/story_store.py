"""Publications on their way into stories, and the stories, in Mongo."""

from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from datetime import UTC, datetime, timedelta

from classify import ruling_store
from classify.domain import Assessment, RulingHeard, StoryTold, Ungrouped
from classify.grouping.item import place
from classify.grouping.packing import FORMAT, pack, unpack
from classify.grouping.teller import Story, Suggestion
from classify.outgoing import story_event
from classify.ports import Grouped
from shared.cause import Cause
from shared.store.client import Index, Store
from shared.store.driver import (
    ASCENDING,
    Binary,
    Document,
    IndexModel,
    PyMongoError,
    ReplaceOne,
    UpdateOne,
    as_failure,
)
from shared.store.unit_of_work import Transaction

ITEMS, STORIES = "story_items", "stories"
KEPT = timedelta(days=180)
"""A story that goes on for longer forgets its beginning at the next restart, and is named after what is left."""
ASKED_AT_ONCE = 10_000
"""Ids in one question, which may have 16 MB: each has at most 200 characters."""

STORY_INDEXES = (
    Index(ITEMS, IndexModel([("waiting", ASCENDING), ("_id", ASCENDING)], partialFilterExpression={"waiting": True})),
    Index(ITEMS, IndexModel([("published", ASCENDING)])),
    Index(ITEMS, IndexModel([("publication_id", ASCENDING)])),
    Index(ITEMS, IndexModel("seen_at", expireAfterSeconds=int(KEPT.total_seconds()))),
    Index(STORIES, IndexModel([("publications", ASCENDING)])),
    Index(STORIES, IndexModel("changed_at", expireAfterSeconds=int(KEPT.total_seconds()))),
)


class MongoShelf:
    """Port: classify.ports.Shelf."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def ungrouped(self, limit: int) -> list[Ungrouped]:
        try:
            rows = self._store.collection(ITEMS).find({"waiting": True, "format": FORMAT})
            return [_ungrouped(row) async for row in rows.sort("_id", ASCENDING).limit(limit)]
        except PyMongoError as error:
            raise as_failure(error) from error

    async def unfollowed(self) -> list[RulingHeard]:
        return await ruling_store.waiting(self._store)

    async def grouped(self, since: datetime, also: Collection[str]) -> Grouped:
        recent = {"published": {"$gte": since.timestamp()}, "waiting": {"$exists": False}, "format": FORMAT}
        try:
            ids = [row["publication_id"] async for row in self._store.collection(ITEMS).find(recent)] + list(also)
            stories = {row["_id"]: _story(row) async for row in self._about(STORIES, "publications", ids)}
            every = {*ids, *(one for story in stories.values() for one in story.publications)}
            settled = {"waiting": {"$exists": False}, "format": FORMAT}
            rows = [row async for row in self._about(ITEMS, "publication_id", every, settled)]
            rows.sort(key=lambda row: place(row["published"], row["_id"]))
            items = [unpack(row["publication_id"], bytes(row["packed"])) for row in rows]
            return Grouped(items, stories, await ruling_store.every(self._store))
        except PyMongoError as error:
            raise as_failure(error) from error

    async def _about(
        self, collection: str, field: str, ids: Iterable[str], also: Document | None = None
    ) -> AsyncIterator[Document]:
        wanted = sorted(set(ids))
        for start in range(0, len(wanted), ASKED_AT_ONCE):
            portion = {field: {"$in": wanted[start : start + ASKED_AT_ONCE]}}
            async for row in self._store.collection(collection).find(portion | (also or {})):
                yield row


async def shelve(transaction: Transaction, assessments: Sequence[Assessment]) -> None:
    """What has to be grouped waits for it."""
    rows = [row for assessment in assessments if (row := _waiting(assessment))]
    if rows:
        await transaction.collection(ITEMS).insert_many(rows, session=transaction.session)


async def settle(transaction: Transaction, grouped: Sequence[Ungrouped]) -> None:
    """They wait no longer."""
    settled: Document = {"$unset": {"waiting": ""}}
    writes = [UpdateOne({"_id": one.message_id}, settled) for one in grouped]
    if writes:
        await transaction.collection(ITEMS).bulk_write(writes, ordered=False, session=transaction.session)


async def tell(transaction: Transaction, told: Sequence[StoryTold]) -> None:
    """Keep what became of stories, and announce it."""
    stories = [ReplaceOne({"_id": one.story.id}, _document(one), upsert=True) for one in told]
    if stories:
        await transaction.collection(STORIES).bulk_write(stories, ordered=False, session=transaction.session)
    for one in told:
        transaction.publish(story_event(one), one.cause)


def _waiting(assessment: Assessment) -> Document | None:
    item, cause = assessment.item, assessment.cause
    if item is None:
        return None
    return {
        "_id": assessment.message_id,
        "publication_id": item.id,
        "published": item.at,
        "seen_at": datetime.now(UTC),
        "waiting": True,
        "format": FORMAT,
        "packed": Binary(pack(item)),
        "cause": [cause.correlation_id, cause.event_id, cause.traceparent],
    }


def _ungrouped(row: Document) -> Ungrouped:
    return Ungrouped(row["_id"], Cause(*row["cause"]), unpack(row["publication_id"], bytes(row["packed"])))


def _document(told: StoryTold) -> Document:
    story = told.story
    return {
        "_id": story.id,
        "version": story.version,
        "publications": list(story.publications),
        "suggested": [[one.publication, one.near, one.score] for one in story.suggested],
        "merged_into": story.merged_into,
        "changed_at": told.at,
    }


def _story(row: Document) -> Story:
    suggested = tuple(Suggestion(*one) for one in row["suggested"])
    return Story(row["_id"], row["version"], tuple(row["publications"]), suggested, row["merged_into"])
