"""Which events were already handled: inserted in the same transaction as their effects."""

from collections.abc import Sequence
from datetime import UTC, datetime

from shared.keeping import INBOX
from shared.store.client import Index
from shared.store.driver import Database, IndexModel, Session

COLLECTION = "inbox"

INDEXES = (Index(COLLECTION, IndexModel("at", expireAfterSeconds=int(INBOX.total_seconds()))),)


async def unseen(database: Database, session: Session, ids: Sequence[str]) -> list[str]:
    """Those of `ids` that were never handled, in their order."""
    found = database[COLLECTION].find({"_id": {"$in": list(ids)}}, {"_id": 1}, session=session)
    seen = {row["_id"] async for row in found}
    return [id_ for id_ in ids if id_ not in seen]


async def remember(database: Database, session: Session, ids: Sequence[str]) -> None:
    """Raises a duplicate-key error (and so aborts the transaction) if one of them was handled meanwhile."""
    now = datetime.now(UTC)
    await database[COLLECTION].insert_many([{"_id": id_, "at": now} for id_ in ids], session=session)
