"""Accounts, for administrators. None is ever deleted: what somebody did stays theirs; a disabled one opens nothing."""

from typing import Annotated

from fastapi import Path
from starlette.responses import Response

from casework.access.policy import Permission
from casework.access.ports import Accounts
from casework.access.refusals import Stale
from casework.access.registry import Registry
from casework.http.api.account_shapes import (
    AccountChange,
    AccountOut,
    AccountWithPassword,
    NewAccount,
    account_out,
    with_password,
)
from casework.http.api.caller import Caller
from casework.http.api.cursors import TEXT, Cursor, Limit, Page, page_of, read
from casework.http.api.endpoint import Endpoint
from casework.http.api.etags import IfMatch, etag, version_of
from casework.http.api.problems import Refused

AccountId = Annotated[str, Path(min_length=1, max_length=64)]


class AccountEndpoints:
    def __init__(self, registry: Registry, accounts: Accounts) -> None:
        self._registry = registry
        self._accounts = accounts

    def table(self) -> list[Endpoint]:
        manage, one = Permission.MANAGE_ACCOUNTS, "/accounts/{account_id}"
        conditional = [404, 409, 412, 428]
        return [
            Endpoint("GET", "/accounts", manage, self.list_accounts),
            Endpoint("POST", "/accounts", manage, self.add_account, 201),
            Endpoint("GET", one, manage, self.get_account, may=[404]),
            Endpoint("PATCH", one, manage, self.change_account, may=conditional),
            Endpoint("POST", f"{one}/password-reset", manage, self.reset_password, may=conditional),
        ]

    async def list_accounts(self, cursor: Cursor = None, limit: Limit = 50) -> Page[AccountOut]:
        """By name."""
        rows = await self._accounts.page(read(cursor, TEXT, "accounts"), limit + 1)
        return page_of(rows, limit, lambda account: account.name, account_out, "accounts")

    async def add_account(self, who: Caller, given: NewAccount, response: Response) -> AccountWithPassword:
        """With a one-time password that its owner has to replace at the first login."""
        account, password = await self._registry.add(f"account:{who.id}", given.name, given.wanted())
        response.headers["Location"] = f"/api/v1/accounts/{account.id}"
        response.headers["ETag"] = etag(account.version)
        return with_password(account, password)

    async def get_account(self, account_id: AccountId, response: Response) -> AccountOut:
        account = await self._registry.get(account_id)
        response.headers["ETag"] = etag(account.version)
        return account_out(account)

    async def change_account(
        self, who: Caller, account_id: AccountId, given: AccountChange, response: Response, if_match: IfMatch = None
    ) -> AccountOut:
        """Name, role, unit, identity; disabling ends every session at once."""
        version = version_of(if_match)
        try:
            account = await self._registry.change(who, account_id, version, given.wanted())
        except Stale as error:
            raise await self._stale(account_id, error) from error
        response.headers["ETag"] = etag(account.version)
        return account_out(account)

    async def reset_password(
        self, who: Caller, account_id: AccountId, response: Response, if_match: IfMatch = None
    ) -> AccountWithPassword:
        """A new one-time password; every session ends at once."""
        version = version_of(if_match)
        try:
            account, password = await self._registry.reset(f"account:{who.id}", account_id, version)
        except Stale as error:
            raise await self._stale(account_id, error) from error
        response.headers["ETag"] = etag(account.version)
        return with_password(account, password)

    async def _stale(self, account_id: str, error: Stale) -> Refused:
        now = await self._registry.get(account_id)
        headers = {"ETag": etag(now.version)}
        return Refused(412, error.kind, "Nội dung đã thay đổi", str(error), current=account_out(now), headers=headers)
