"""Re-assessments in Mongo: how far each is, and its pages, each one transaction."""

from dataclasses import asdict
from datetime import datetime

from classify.again.run import Place, Run
from classify.refusals import Refused
from classify.teaching.kept import KEPT
from shared.store.client import Store
from shared.store.driver import DESCENDING, Document, PyMongoError, as_failure, is_duplicate

RUNS = "reassessments"


class Runs:
    """Raises Transient when MongoDB is away."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def last(self) -> Run | None:
        try:
            row = await self._store.collection(RUNS).find_one({}, sort=[("_id", DESCENDING)])
        except PyMongoError as error:
            raise as_failure(error) from error
        return _run(row) if row else None

    async def count(self, since: datetime, until: datetime) -> int:
        """Publications that are kept of this time."""
        try:
            return await self._store.collection(KEPT).count_documents({"captured_at": {"$gte": since, "$lt": until}})
        except PyMongoError as error:
            raise as_failure(error) from error

    async def begin(self, run: Run) -> None:
        """Raises Refused when somebody else began one in between."""
        try:
            await self._store.collection(RUNS).insert_one(run_document(run))
        except PyMongoError as error:
            if is_duplicate(error):
                raise Refused("somebody began another re-assessment in between; look, then try again.") from error
            raise as_failure(error) from error

    async def end(self, run: Run, state: str) -> None:
        try:
            await self._store.collection(RUNS).update_one({"_id": run.number}, {"$set": {"state": state}})
        except PyMongoError as error:
            raise as_failure(error) from error


def run_document(run: Run) -> Document:
    row = asdict(run)
    return {"_id": row.pop("number"), **row}


def _run(row: Document) -> Run:
    after: Place | None = (row["after"][0], row["after"][1]) if row["after"] else None
    known = {name: value for name, value in row.items() if name not in ("_id", "after")}
    return Run(number=row["_id"], after=after, **known)
