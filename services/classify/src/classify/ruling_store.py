"""What people have said of which publications belong together, in Mongo."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from classify.domain import RulingHeard
from classify.grouping.rulings import Ruling
from shared.cause import Cause
from shared.store.client import Index, Store
from shared.store.driver import ASCENDING, Document, IndexModel, PyMongoError, UpdateOne, as_failure
from shared.store.unit_of_work import Transaction

RULINGS = "rulings"
KEPT = timedelta(days=180)
"""As long as what they speak of: see story_store."""

AT_ONCE = 20
"""Rulings followed in one turn: each names up to 400 publications, and all that they are about is read at once."""

RULING_INDEXES = (
    Index(RULINGS, IndexModel([("waiting", ASCENDING), ("_id", ASCENDING)], partialFilterExpression={"waiting": True})),
    Index(RULINGS, IndexModel("heard_at", expireAfterSeconds=int(KEPT.total_seconds()))),
)


async def keep(transaction: Transaction, rulings: Sequence[RulingHeard]) -> None:
    """They wait until the stories follow them."""
    if rulings:
        rows = [_document(one) for one in rulings]
        await transaction.collection(RULINGS).insert_many(rows, session=transaction.session)


async def settle(transaction: Transaction, rulings: Sequence[RulingHeard]) -> None:
    """The stories follow them."""
    writes = [UpdateOne({"_id": one.ruling.id}, {"$unset": {"waiting": ""}}) for one in rulings]
    if writes:
        await transaction.collection(RULINGS).bulk_write(writes, ordered=False, session=transaction.session)


async def waiting(store: Store) -> list[RulingHeard]:
    """The first AT_ONCE of them. Raises Transient."""
    try:
        rows = store.collection(RULINGS).find({"waiting": True}).sort("_id", ASCENDING).limit(AT_ONCE)
        return [RulingHeard(Cause(*row["cause"]), _ruling(row)) async for row in rows]
    except PyMongoError as error:
        raise as_failure(error) from error


async def every(store: Store) -> list[Ruling]:
    """Raises PyMongoError."""
    return [_ruling(row) async for row in store.collection(RULINGS).find({})]


def _document(heard: RulingHeard) -> Document:
    ruling, cause = heard.ruling, heard.cause
    return {
        "_id": ruling.id,
        "at": ruling.at,
        "publications": list(ruling.publications),
        "others": list(ruling.others),
        "together": ruling.together,
        "heard_at": datetime.now(UTC),
        "waiting": True,
        "cause": [cause.correlation_id, cause.event_id, cause.traceparent],
    }


def _ruling(row: Document) -> Ruling:
    return Ruling(row["_id"], row["at"], tuple(row["publications"]), tuple(row["others"]), row["together"])
