"""Notices and the ledger of every attempt, in Mongo."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from notify.domain import POSTPONED, Notice, Outcome, next_try
from notify.outgoing import to_event
from shared.cause import Cause
from shared.store.client import Index, Store
from shared.store.driver import ASCENDING, Document, IndexModel, InsertOne, PyMongoError, UpdateOne, as_failure
from shared.store.unit_of_work import Transaction

INDEXES = (
    Index("notices", IndexModel([("due", ASCENDING)], partialFilterExpression={"state": "waiting"})),
    Index("notices", IndexModel([("claimed_at", ASCENDING)], partialFilterExpression={"state": "sending"})),
    Index("notices", IndexModel([("claim", ASCENDING)], sparse=True)),
    Index("deliveries", IndexModel([("notice_id", ASCENDING)])),
)


class NotifyWork:
    """One transaction of notify (port: notify.ports.Work)."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    @property
    def fresh(self) -> frozenset[str]:
        return self._transaction.fresh

    async def accept(self, notices: Sequence[Notice]) -> None:
        if notices:
            rows = [_document(notice) for notice in notices]
            await self._transaction.collection("notices").insert_many(rows, session=self._transaction.session)

    async def record(self, outcomes: Sequence[Outcome], claim: str) -> None:
        """Only what this claim still holds is written: a courier thought dead may come back, and so may an answer
        to a commit that was lost on its way."""
        session = self._transaction.session
        notices, deliveries = self._transaction.collection("notices"), self._transaction.collection("deliveries")
        held = {row["_id"] async for row in notices.find({"claim": claim}, {"_id": 1}, session=session)}
        outcomes = [outcome for outcome in outcomes if outcome.notice.id in held]
        if not outcomes:
            return
        await notices.bulk_write([_settle(outcome, claim) for outcome in outcomes], session=session)
        await deliveries.bulk_write([InsertOne(_attempt(outcome)) for outcome in outcomes], session=session)
        for outcome in outcomes:
            if outcome.state != POSTPONED:
                self._transaction.publish(to_event(outcome), outcome.notice.cause)


class MongoDesk:
    """Claims by a token: whoever finds its token in a notice may deliver it (port: notify.ports.Desk)."""

    def __init__(self, store: Store, replica: str) -> None:
        self._store = store
        self._replica = replica

    async def claim(self, claim: str, limit: int, now: datetime) -> list[Notice]:
        """Raises Transient when Mongo is away."""
        notices = self._store.collection("notices")
        try:
            due = notices.find({"state": "waiting", "due": {"$lte": now}}, {"_id": 1}).sort("due").limit(limit)
            ids = [row["_id"] async for row in due]
            if not ids:
                return []
            await notices.update_many(
                {"_id": {"$in": ids}, "state": "waiting"},
                {
                    "$set": {"state": "sending", "claim": claim, "claimed_at": now, "claimed_by": self._replica},
                    "$inc": {"attempt": 1},
                },
            )
            return [_notice(row) async for row in notices.find({"claim": claim, "state": "sending"})]
        except PyMongoError as error:
            raise as_failure(error) from error

    async def reclaim_own(self) -> int:
        """At start: whatever this replica held in an earlier life."""
        return await self._return({"claimed_by": self._replica})

    async def reclaim(self, stale_before: datetime) -> int:
        """Notices of a courier that died elsewhere."""
        return await self._return({"claimed_at": {"$lt": stale_before}})

    async def _return(self, which: Document) -> int:
        # They may have been sent: the mark says so, and the same Message-ID lets the mail store recognise a repeat.
        try:
            result = await self._store.collection("notices").update_many(
                {"state": "sending", **which},
                {"$set": {"state": "waiting", "unconfirmed": True}, "$unset": {"claim": ""}},
            )
        except PyMongoError as error:
            raise as_failure(error) from error
        return int(result.modified_count)


def _document(notice: Notice) -> Document:
    row = asdict(notice)
    row["_id"] = row.pop("id")
    return row | {"state": "waiting", "due": datetime.now(UTC)}


def _notice(row: Document) -> Notice:
    fields = {name: row[name] for name in Notice.__slots__ if name not in ("id", "cause")}
    return Notice(id=row["_id"], cause=Cause(**row["cause"]), **fields)


def _settle(outcome: Outcome, claim: str) -> UpdateOne:
    held = {"_id": outcome.notice.id, "claim": claim}
    if outcome.state == POSTPONED:
        fields: Document = {"state": "waiting", "due": next_try(outcome), "last_error": outcome.detail[:500]}
    else:
        fields = {"state": outcome.state, "settled_at": outcome.at, "last_error": outcome.detail[:500]}
    return UpdateOne(held, {"$set": fields, "$unset": {"claim": "", "claimed_at": ""}})


def _attempt(outcome: Outcome) -> Document:
    return {
        "_id": f"{outcome.notice.id}:{outcome.notice.attempt}",
        "notice_id": outcome.notice.id,
        "attempt": outcome.notice.attempt,
        "state": outcome.state,
        "at": outcome.at,
        "detail": outcome.detail[:500],
    }
