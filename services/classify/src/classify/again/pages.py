"""Pages of a re-assessment in Mongo: each is one transaction."""

from collections.abc import Sequence

from classify import story_store
from classify.again.judged import Again, Kept
from classify.again.run import Run
from classify.again.runs import RUNS, run_document
from classify.outgoing import to_event
from classify.store import COLLECTION as ASSESSMENTS
from classify.store import assessment_document
from classify.teaching.kept import KEPT, publication_of, said_of, saying
from shared.failures import Transient
from shared.leases import Lease
from shared.store import outbox
from shared.store.client import Store
from shared.store.driver import ASCENDING, Document, PyMongoError, UpdateOne, as_failure
from shared.store.lease import fence
from shared.store.unit_of_work import Transaction


class Pages:
    """Raises Transient when MongoDB is away."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def next(self, run: Run, limit: int) -> list[Kept]:
        """The next of it, the first captured first."""
        wanted: Document = {"captured_at": {"$gte": run.since, "$lt": run.until}}
        if run.after:
            at, id_ = run.after
            wanted = {"captured_at": {"$gte": at, "$lt": run.until}}
            wanted["$or"] = [{"captured_at": {"$gt": at}}, {"_id": {"$gt": id_}}]
        order = [("captured_at", ASCENDING), ("_id", ASCENDING)]
        try:
            rows = self._store.collection(KEPT).find(wanted).sort(order).limit(limit)
            return [_kept(row) async for row in rows]
        except PyMongoError as error:
            raise as_failure(error) from error

    async def unpublished(self, most: int) -> int:
        """Events that wait for the relay, as far as `most`."""
        try:
            return await self._store.collection(outbox.COLLECTION).count_documents({"pending": True}, limit=most)
        except PyMongoError as error:
            raise as_failure(error) from error


async def write(transaction: Transaction, lease: Lease, run: Run, page: Sequence[Again]) -> None:
    """The page, and how far `run` is with it. Raises LeaseLost; Transient when one was judged in between."""
    await fence(lease, transaction)
    session = transaction.session
    await transaction.collection(RUNS).replace_one({"_id": run.number}, run_document(run), session=session)
    told = [one.assessment for one in page if one.ways]
    if told:
        rows = [assessment_document(one) for one in told]
        await transaction.collection(ASSESSMENTS).insert_many(rows, session=session)
        await story_store.shelve(transaction, told)
    writes = [UpdateOne(_as_read(one), {"$set": saying(one.assessment.judgement, _version(one))}) for one in page]
    written = await transaction.collection(KEPT).bulk_write(writes, ordered=False, session=session)
    if written.matched_count != len(page):
        raise Transient("a publication was judged or went in between; its page is read anew")
    for one in told:
        transaction.publish(to_event(one), one.cause)


def _version(one: Again) -> int:
    return one.kept.publication.version + bool(one.ways)


def _as_read(one: Again) -> Document:
    return {"_id": one.kept.publication.id, "version": one.kept.publication.version}


def _kept(row: Document) -> Kept:
    return Kept(publication_of(row), said_of(row), row["model_version"], row["correlation_id"])
