"""Stories as classify told them last."""

from collections.abc import Sequence
from datetime import timedelta

from casework.ports import StoryHeard
from shared.store.client import Index
from shared.store.driver import ASCENDING, Document, IndexModel, ReplaceOne
from shared.store.unit_of_work import Transaction

STORIES = "stories"
KEPT = timedelta(days=180)
"""As long as classify keeps them."""

STORY_INDEXES = (
    Index(STORIES, IndexModel([("publications", ASCENDING)])),
    Index(STORIES, IndexModel("told_at", expireAfterSeconds=int(KEPT.total_seconds()))),
)


async def keep(transaction: Transaction, stories: Sequence[StoryHeard]) -> None:
    """Those that are newer than what is there."""
    if not stories:
        return
    rows, session = transaction.collection(STORIES), transaction.session
    known = rows.find({"_id": {"$in": [story.story_id for story in stories]}}, {"version": 1}, session=session)
    versions = {row["_id"]: row["version"] async for row in known}
    fresh = [story for story in stories if versions.get(story.story_id, 0) < story.version]
    if fresh:
        writes = [ReplaceOne({"_id": story.story_id}, _document(story), upsert=True) for story in fresh]
        await rows.bulk_write(writes, ordered=False, session=session)


def _document(story: StoryHeard) -> Document:
    return {
        "_id": story.story_id,
        "version": story.version,
        "told_at": story.told_at,
        "publications": list(story.publications),
        "maybe": list(story.maybe),
    }
