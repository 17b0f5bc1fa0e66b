"""Notices and the ledger of every attempt, in Mongo."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta

from notify.domain import POSTPONED, Notice, Outcome, pause_after
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
        """A notice that is there already is not written again, whatever message asks for it: it is sent once."""
        session, table = self._transaction.session, self._transaction.collection("notices")
        asked = {notice.id: notice for notice in notices}
        there = {row["_id"] async for row in table.find({"_id": {"$in": [*asked]}}, {"_id": 1}, session=session)}
        rows = [_document(notice) for id_, notice in asked.items() if id_ not in there]
        if not rows:
            return
        await table.insert_many(rows, session=session)
        # An insert cannot name the server's time.
        await table.update_many(
            {"_id": {"$in": [row["_id"] for row in rows]}}, {"$currentDate": {"due": True}}, session=session
        )

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
    """Claims by a token: whoever finds its token in a notice may deliver it (port: notify.ports.Desk).

    Who may is decided by the server's time, as leases are: a clock that jumps makes nobody steal a live claim.
    """

    def __init__(self, store: Store, replica: str) -> None:
        self._store = store
        self._replica = replica

    async def claim(self, claim: str, limit: int) -> list[Notice]:
        """Raises Transient when Mongo is away."""
        notices = self._store.collection("notices")
        try:
            due = {"state": "waiting", "$expr": {"$lte": ["$due", "$$NOW"]}}
            ids = [row["_id"] async for row in notices.find(due, {"_id": 1}).sort("due").limit(limit)]
            if not ids:
                return []
            await notices.update_many(
                {"_id": {"$in": ids}, "state": "waiting"},
                {
                    "$set": {"state": "sending", "claim": claim, "claimed_by": self._replica},
                    "$currentDate": {"claimed_at": True},
                    "$inc": {"attempt": 1},
                },
            )
            return [_notice(row) async for row in notices.find({"claim": claim, "state": "sending"})]
        except PyMongoError as error:
            raise as_failure(error) from error

    async def reclaim_own(self) -> int:
        """At start: whatever this replica held in an earlier life."""
        return await self._return({"claimed_by": self._replica})

    async def reclaim(self, older_than: timedelta) -> int:
        """Notices of a courier that died elsewhere."""
        born = {"$subtract": ["$$NOW", _milliseconds(older_than)]}
        return await self._return({"$expr": {"$lt": ["$claimed_at", born]}})

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
    return row | {"state": "waiting"}


def _notice(row: Document) -> Notice:
    # What was accepted by an older notify has fewer fields.
    fields = {name: row[name] for name in Notice.__slots__ if name in row and name not in ("id", "cause")}
    fields["derivation"] = tuple(fields.get("derivation", ()))
    return Notice(id=row["_id"], cause=Cause(**row["cause"]), **fields)


def _settle(outcome: Outcome, claim: str) -> UpdateOne:
    held = {"_id": outcome.notice.id, "claim": claim}
    # A pipeline, for the server's time; in one, a mail server's words must be marked as words.
    fields: Document = {"last_error": {"$literal": outcome.detail[:500]}}
    if outcome.state == POSTPONED:
        pause = _milliseconds(pause_after(outcome.notice.attempt))
        fields |= {"state": "waiting", "due": {"$add": ["$$NOW", pause]}}
    else:
        fields |= {"state": outcome.state, "settled_at": outcome.at}
    return UpdateOne(held, [{"$set": fields}, {"$unset": ["claim", "claimed_at"]}])


def _attempt(outcome: Outcome) -> Document:
    return {
        "_id": f"{outcome.notice.id}:{outcome.notice.attempt}",
        "notice_id": outcome.notice.id,
        "attempt": outcome.notice.attempt,
        "state": outcome.state,
        "at": outcome.at,
        "detail": outcome.detail[:500],
    }


def _milliseconds(span: timedelta) -> int:
    return span // timedelta(milliseconds=1)
