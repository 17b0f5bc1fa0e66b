"""Refused sign-ins, counted per window; each window becomes one entry of the audit trail."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

from casework.access.trail import Entry
from casework.audit.access_facts import sign_ins_refused
from casework.store.asking import asking
from casework.store.audit import append
from shared.failures import Transient
from shared.ops.clock import Clock
from shared.store.driver import ASCENDING
from shared.store.unit_of_work import Transaction, UnitOfWork

log = logging.getLogger(__name__)

WINDOW, LOOK_SECONDS = timedelta(minutes=15), 60.0
REFUSED, COUNTS = "login.failed", "refused_sign_ins"


async def count(transaction: Transaction, entry: Entry) -> None:
    """Outside the transaction: a number that many write at once would make all but one of them come again."""
    kind, _, id_ = entry.subject.partition(":")
    more = {"refused": 1} | ({f"accounts.{id_}": 1} if kind == "account" else {})
    since = _window_of(entry.at)
    with asking():
        await transaction.collection(COUNTS).update_one({"_id": int(since.timestamp())}, {"$inc": more}, upsert=True)


def _window_of(at: datetime) -> datetime:
    seconds = WINDOW.total_seconds()
    return datetime.fromtimestamp(at.timestamp() // seconds * seconds, UTC)


class RefusedSignIns:
    """A side task. Any replica may: the count goes in the transaction that writes the entry, so it is told once."""

    def __init__(self, work: UnitOfWork[Transaction], clock: Clock) -> None:
        self._work = work
        self._clock = clock

    async def run(self) -> None:
        """Endless."""
        while True:
            try:
                await self.sweep()
            except Transient as error:
                log.warning("refused sign-ins wait: %s", error, extra={"action": "access.retry"})
            await asyncio.sleep(LOOK_SECONDS)

    async def sweep(self) -> int:
        """Every window that is over; how many there were. One that is added to later is told of again.

        Raises Transient.
        """
        told = 0
        while await self._oldest():
            told += 1
        return told

    async def _oldest(self) -> bool:
        over = {"_id": {"$lt": int(_window_of(self._clock()).timestamp())}}
        async with self._work.once(()) as transaction:
            counts = transaction.collection(COUNTS)
            row = await counts.find_one_and_delete(over, sort=[("_id", ASCENDING)], session=transaction.session)
            if row:
                since = datetime.fromtimestamp(row["_id"], UTC)
                await append(transaction, [sign_ins_refused(since, WINDOW, row["refused"], row.get("accounts", {}))])
        return row is not None
