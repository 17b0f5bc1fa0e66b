"""Officers' verdicts in Mongo, by publication. The text is not copied: while a verdict stands, the kept one stays."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import NamedTuple

from classify.domain import Publication, Verdict
from classify.story_store import STORIES
from classify.teaching.kept import FOR_NOBODY, KEPT, publication_of
from shared.store.client import Store
from shared.store.driver import ASCENDING, Document, PyMongoError, ReplaceOne, UpdateOne, as_failure
from shared.store.unit_of_work import Transaction

VERDICTS = "verdicts"
TAKEN_BACK = "unsure"


class Judged(NamedTuple):
    """A verdict with the publication it is about; None: its text was never here, or is gone."""

    verdict: Verdict
    publication: Publication | None
    event: str
    """What it tells of: the story it is in, else itself. Reports of one event must not be on both sides of a test."""


async def keep(transaction: Transaction, said: Sequence[Verdict]) -> None:
    """Each where it is newer than what is there; what was taken back stays as a mark: nothing older returns."""
    rows, session = transaction.collection(VERDICTS), transaction.session
    wanted = {"_id": {"$in": [one.publication_id for one in said]}}
    versions = {row["_id"]: row["version"] async for row in rows.find(wanted, {"version": 1}, session=session)}
    fresh = [one for one in said if versions.get(one.publication_id, 0) < one.version]
    if not fresh:
        return
    writes = [ReplaceOne({"_id": one.publication_id}, _document(one), upsert=True) for one in fresh]
    await rows.bulk_write(writes, ordered=False, session=session)
    leaves = datetime.now(UTC) + FOR_NOBODY
    stays = [UpdateOne({"_id": one.publication_id}, _staying(one, leaves)) for one in fresh]
    await transaction.collection(KEPT).bulk_write(stays, ordered=False, session=session)


class MongoVerdicts:
    """For export and measuring."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def all(self) -> AsyncIterator[Judged]:
        """By publication id; those that were taken back too. Raises Transient."""
        try:
            async for row in self._store.collection(VERDICTS).find().sort("_id", ASCENDING):
                kept = await self._store.collection(KEPT).find_one({"_id": row["_id"]})
                story = await self._store.collection(STORIES).find_one({"publications": row["_id"]}, {"_id": 1})
                publication = publication_of(kept) if kept else None
                yield Judged(_verdict(row), publication, str(story["_id"] if story else row["_id"]))
        except PyMongoError as error:
            raise as_failure(error) from error


def _staying(verdict: Verdict, leaves: datetime) -> Document:
    return {"$set": {"gone_at": leaves}} if verdict.relevant == TAKEN_BACK else {"$unset": {"gone_at": ""}}


def _document(verdict: Verdict) -> Document:
    row = asdict(verdict)
    return {"_id": row.pop("publication_id"), **row}


def _verdict(row: Document) -> Verdict:
    return Verdict(publication_id=row["_id"], **{name: value for name, value in row.items() if name != "_id"})
