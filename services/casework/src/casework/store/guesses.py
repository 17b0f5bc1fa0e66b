"""Failed logins by place (port: casework.access.ports.GuessBook), and the journal of what happened by itself."""

from collections.abc import Sequence

from casework.access.guesses import MEMORY, Guesses
from casework.access.secrets import digest
from casework.access.trail import Entry, Trail
from casework.store.asking import asking
from shared.store.client import Store
from shared.store.driver import PyMongoError, is_duplicate
from shared.store.unit_of_work import Transaction, UnitOfWork


class MongoGuessBook:
    """Places are kept as digests: what strangers type into the name field is sometimes a password."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def read(self, place: str) -> Guesses:
        with asking():
            row = await self._store.collection("guesses").find_one({"_id": digest(place)})
        return Guesses(row["failures"], row["last_at"]) if row else Guesses()

    async def replace(self, place: str, before: Guesses, after: Guesses) -> bool:
        assert after.last_at is not None  # noqa: S101 - a try has a time
        row = {"failures": after.failures, "last_at": after.last_at, "ends_at": after.last_at + MEMORY}
        wanted = {"_id": digest(place), "failures": before.failures, "last_at": before.last_at}
        guesses = self._store.collection("guesses")
        with asking():
            if before.last_at is not None:
                return bool((await guesses.update_one(wanted, {"$set": row})).matched_count)
            try:
                await guesses.insert_one({"_id": digest(place), **row})
            except PyMongoError as error:
                if is_duplicate(error):
                    return False
                raise
        return True

    async def forget(self, places: Sequence[str]) -> None:
        with asking():
            await self._store.collection("guesses").delete_many({"_id": {"$in": [digest(place) for place in places]}})


class MongoJournal:
    def __init__(self, work: UnitOfWork[Transaction], trail: Trail) -> None:
        self._work = work
        self._trail = trail

    async def note(self, *entries: Entry) -> None:
        async with self._work.once(()) as work:
            await self._trail.append(work, entries)
