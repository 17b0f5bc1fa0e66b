"""Service tokens in MongoDB (port: casework.access.ports.Tokens)."""

from collections.abc import Sequence
from dataclasses import asdict

from casework.access.service_token import ServiceToken
from casework.access.trail import Entry, Trail
from casework.store.asking import asking
from shared.store.client import Store
from shared.store.driver import Document
from shared.store.unit_of_work import Transaction, UnitOfWork


class MongoTokens:
    def __init__(self, store: Store, work: UnitOfWork[Transaction], trail: Trail) -> None:
        self._store = store
        self._work = work
        self._trail = trail

    async def by_digest(self, digest: str) -> ServiceToken | None:
        with asking():
            row = await self._store.collection("service_tokens").find_one({"digest": digest})
        return _token(row) if row else None

    async def page(self, after: str | None, limit: int) -> Sequence[ServiceToken]:
        """Newest first."""
        wanted = {"_id": {"$lt": after}} if after else {}
        with asking():
            rows = self._store.collection("service_tokens").find(wanted).sort("_id", -1).limit(limit)
            return [_token(row) async for row in rows]

    async def add(self, token: ServiceToken, entries: Sequence[Entry]) -> None:
        row = asdict(token) | {"scopes": sorted(token.scopes)}
        async with self._work.once(()) as work:
            await work.collection("service_tokens").insert_one({"_id": row.pop("id"), **row}, session=work.session)
            await self._trail.append(work, entries)

    async def revoke(self, token_id: str, entries: Sequence[Entry]) -> bool:
        async with self._work.once(()) as work:
            done = await work.collection("service_tokens").delete_one({"_id": token_id}, session=work.session)
            if done.deleted_count:
                await self._trail.append(work, entries)
        return bool(done.deleted_count)


def _token(row: Document) -> ServiceToken:
    fields = {key: value for key, value in row.items() if key not in ("_id", "scopes")}
    return ServiceToken(id=row["_id"], scopes=frozenset(row["scopes"]), **fields)
