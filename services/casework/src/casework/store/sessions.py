"""Sessions and the browsers that have been here before (port: casework.access.ports.Sessions)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from casework.access.sessions import Session
from casework.access.trail import Entry, Trail
from casework.store.asking import asking
from shared.patience import patiently
from shared.store.client import Store
from shared.store.unit_of_work import Transaction, UnitOfWork

DEVICE_KEPT = timedelta(days=180)


class MongoSessions:
    def __init__(self, store: Store, work: UnitOfWork[Transaction], trail: Trail) -> None:
        self._store = store
        self._work = work
        self._trail = trail

    async def begin(self, session: Session, device: str, ends_at: datetime, entries: Sequence[Entry]) -> None:
        """Two browsers of one account may come at once: both write its chain of the trail."""
        await patiently(lambda: self._begin(session, device, ends_at, entries))

    async def _begin(self, session: Session, device: str, ends_at: datetime, entries: Sequence[Entry]) -> None:
        row = {
            "_id": session.id,
            "account_id": session.account_id,
            "started_at": session.started_at,
            "seen_at": session.seen_at,
            "ends_at": ends_at,
        }
        place = {"_id": f"{session.account_id}:{device}"}
        async with self._work.once(()) as work:
            await work.collection("sessions").insert_one(row, session=work.session)
            until = {"$set": {"ends_at": session.started_at + DEVICE_KEPT}}
            await work.collection("devices").update_one(place, until, upsert=True, session=work.session)
            await self._trail.append(work, entries)

    async def find(self, session_id: str) -> Session | None:
        with asking():
            row = await self._store.collection("sessions").find_one({"_id": session_id})
        return Session(row["_id"], row["account_id"], row["started_at"], row["seen_at"]) if row else None

    async def touch(self, session: Session, ends_at: datetime) -> None:
        seen = {"$set": {"seen_at": session.seen_at, "ends_at": ends_at}}
        with asking():
            await self._store.collection("sessions").update_one({"_id": session.id}, seen)

    async def end(self, session_id: str, entries: Sequence[Entry]) -> None:
        await patiently(lambda: self._end(session_id, entries))

    async def _end(self, session_id: str, entries: Sequence[Entry]) -> None:
        async with self._work.once(()) as work:
            await work.collection("sessions").delete_one({"_id": session_id}, session=work.session)
            await self._trail.append(work, entries)

    async def knows(self, account_id: str, device: str) -> bool:
        with asking():
            row = await self._store.collection("devices").find_one({"_id": f"{account_id}:{device}"}, {"_id": 1})
        return row is not None
