"""Accounts in MongoDB (port: casework.access.ports.Accounts)."""

from collections.abc import Sequence
from dataclasses import asdict

from casework.access.account import Account
from casework.access.refusals import Stale, Taken
from casework.access.trail import Entry, Trail
from casework.domain.roles import Role
from casework.store.asking import asking
from shared.failures import Conflict
from shared.patience import patiently
from shared.store.client import Store
from shared.store.driver import Document
from shared.store.unit_of_work import Transaction, UnitOfWork


class MongoAccounts:
    def __init__(self, store: Store, work: UnitOfWork[Transaction], trail: Trail) -> None:
        self._store = store
        self._work = work
        self._trail = trail

    async def by_id(self, account_id: str) -> Account | None:
        return await self._one({"_id": account_id})

    async def by_name(self, name: str) -> Account | None:
        return await self._one({"name": name})

    async def by_subject(self, subject: str) -> Account | None:
        return await self._one({"subject": subject})

    async def any_at_all(self) -> bool:
        return await self._one({}) is not None

    async def page(self, after: str | None, limit: int) -> Sequence[Account]:
        wanted = {"name": {"$gt": after}} if after else {}
        with asking():
            rows = self._store.collection("accounts").find(wanted).sort("name", 1).limit(limit)
            return [_account(row) async for row in rows]

    async def add(self, account: Account, entries: Sequence[Entry]) -> None:
        try:
            async with self._work.once(()) as work:
                await work.collection("accounts").insert_one(_document(account), session=work.session)
                await self._trail.append(work, entries)
        except Conflict as error:
            raise _taken() from error

    async def change(
        self, account: Account, entries: Sequence[Entry], *, end_sessions: bool = False, but: str = ""
    ) -> None:
        """Two changes at once: one of them comes again and is told that it is stale."""
        await patiently(lambda: self._change(account, entries, end_sessions=end_sessions, but=but))

    async def _change(self, account: Account, entries: Sequence[Entry], *, end_sessions: bool, but: str) -> None:
        before = {"_id": account.id, "version": account.version - 1}
        try:
            async with self._work.once(()) as work:
                done = await work.collection("accounts").replace_one(before, _document(account), session=work.session)
                if not done.matched_count:
                    raise Stale
                if end_sessions:
                    others = {"account_id": account.id, "_id": {"$ne": but}}
                    await work.collection("sessions").delete_many(others, session=work.session)
                await self._trail.append(work, entries)
        except Conflict as error:
            raise _taken() from error

    async def _one(self, wanted: Document) -> Account | None:
        with asking():
            row = await self._store.collection("accounts").find_one(wanted)
        return _account(row) if row else None


def _taken() -> Taken:
    return Taken("Tên đăng nhập hoặc danh tính OIDC này đã thuộc về một tài khoản khác.")


def _document(account: Account) -> Document:
    row = asdict(account) | {"role": account.role.value}
    if account.subject is None:
        del row["subject"]
    return {"_id": row.pop("id"), **row}


def _account(row: Document) -> Account:
    fields = {key: value for key, value in row.items() if key not in ("_id", "role")}
    return Account(id=row["_id"], role=Role(row["role"]), **fields)
