"""The audit trail page by page, newest first: of one chain, or of one person."""

from collections.abc import Mapping, Sequence

from casework.access.policy import Scope
from casework.audit.checking import Checked, check
from casework.audit.entry import CASE, Entry
from casework.store.asking import asking
from casework.store.audit import ENTRIES, SISTER, entry_of
from casework.store.ledger import MongoLedger
from casework.store.scoping import sees_everything, within
from casework.store.trail_titles import titles
from shared.store.client import Index, Store
from shared.store.driver import ASCENDING, DESCENDING, IndexModel

LONGEST = 20_000
"""Entries that are checked while somebody waits; a longer chain is exported and verified by the command."""
TRAIL_INDEXES = (Index(ENTRIES, IndexModel([("actor", ASCENDING), ("at", DESCENDING)]), SISTER),)


class TrailPages:
    """Raises Transient when MongoDB is away."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def chain(self, chain: str, before: int | None, limit: int) -> Sequence[Entry]:
        wanted = {"chain": chain} | ({"seq": {"$lt": before}} if before else {})
        with asking():
            rows = self._store.collection(ENTRIES, SISTER).find(wanted).sort("seq", DESCENDING).limit(limit)
            return [entry_of(row) async for row in rows]

    async def by_actor(self, scope: Scope, actor: str, before: str | None, limit: int) -> Sequence[Entry]:
        """Nothing of cases that are not to be seen; `before`: the time of an entry, as it was stamped."""
        wanted = {"actor": actor} | ({"at": {"$lt": before}} if before else {})
        with asking():
            rows = self._store.collection(ENTRIES, SISTER).find(wanted).sort("at", DESCENDING).limit(limit)
            found = [entry_of(row) async for row in rows]
        return await self._seen(scope, found)

    async def titles(self, scope: Scope, entries: Sequence[Entry]) -> Mapping[str, str]:
        return await titles(self._store, scope, entries)

    async def checked(self, chain: str) -> Checked | None:
        """None where nothing was ever put on record, or more than is checked here."""
        ledger = MongoLedger(self._store)
        head = await ledger.head(chain)
        if head is None or head.seq > LONGEST:
            return None
        return await check(head, ledger.entries(head))

    async def _seen(self, scope: Scope, entries: Sequence[Entry]) -> Sequence[Entry]:
        if sees_everything(scope):
            return entries
        ids = {entry.chain.removeprefix(CASE) for entry in entries if entry.chain.startswith(CASE)}
        with asking():
            rows = self._store.collection("cases").find(
                {"$and": [within(scope), {"_id": {"$in": sorted(ids)}}]}, {"_id": 1}
            )
            seen = {f"{CASE}{row['_id']}" async for row in rows}
        return [entry for entry in entries if entry.chain in seen or not entry.chain.startswith(CASE)]
