"""`haichieu accounts` and `haichieu service-token`: who may come in, written straight into the database.

For whoever runs the machine: the first account, and the way back in when every administrator is locked out.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from casework.access.account import Account
from casework.access.policy import SCOPES
from casework.access.refusals import NotFound, Refusal
from casework.access.registry import Wanted
from casework.access.roles import PEOPLE
from casework.access.service_token import ServiceToken
from casework.domain.roles import Role
from casework.entrance import Entrance, Ground, make_entrance
from casework.operator_name import operator_name
from casework.refusing import EXIT_REFUSED
from casework.settings import Settings
from shared.ops.clock import system_clock
from shared.store.client import Store
from shared.store.unit_of_work import UnitOfWork

PAGE = 200

Database = Callable[[], AbstractAsyncContextManager[Store]]
Verb = Callable[[Entrance, argparse.Namespace], Awaitable[None]]


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]", database: Database) -> None:
    """`database` opens casework's own."""
    accounts = subparsers.add_parser("accounts", help="people's accounts (JSON lines)").add_subparsers(required=True)
    add = _verb(accounts, "add", "make an account with a one-time password, shown once", _add, database)
    add.add_argument("name")
    add.add_argument("--role", required=True, choices=[role.value for role in PEOPLE], help="what they may do")
    add.add_argument("--unit", help="id of the unit, for a unit officer")
    add.add_argument("--display-name")
    add.add_argument("--subject", help="whom the identity provider means")
    _verb(accounts, "list", "all accounts, by name", _list, database)
    _verb(accounts, "disable", "end its sessions, let nobody in by it", _disable, database).add_argument("name")
    _verb(accounts, "reset-password", "a new one-time password", _reset, database).add_argument("name")
    tokens = subparsers.add_parser("service-token", help="tokens for programs").add_subparsers(required=True)
    issue = _verb(tokens, "add", "issue a token, shown once", _issue, database)
    issue.add_argument("name", help="which program, whose")
    issue.add_argument(
        "--scope", action="append", required=True, choices=[scope.value for scope in SCOPES], help="may be repeated"
    )
    issue.add_argument("--days", type=int, default=90)
    _verb(tokens, "list", "all tokens, without their secrets", _tokens, database)
    _verb(tokens, "revoke", "at once", _revoke, database).add_argument("id")


def _verb(verbs: Any, name: str, text: str, verb: Verb, database: Database) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=text)
    parser.set_defaults(
        verb=lambda arguments: _run(verb, arguments, database),
        run=lambda arguments: asyncio.run(_run(verb, arguments, database)),
    )
    return parser


async def _run(verb: Verb, arguments: argparse.Namespace, database: Database) -> int:
    async with database() as store:
        work = UnitOfWork(store, lambda transaction: transaction, _nobody)
        try:
            await verb(make_entrance(Ground(store, work), Settings()), arguments)
        except Refusal as error:
            sys.stderr.write(f"{error}\n")
            return EXIT_REFUSED
    return 0


async def _add(entrance: Entrance, given: argparse.Namespace) -> None:
    wanted = Wanted(given.display_name, Role(given.role), given.unit, given.subject)
    account, password = await entrance.registry.add(operator_name(), given.name, wanted)
    _say(_account(account) | {"one_time_password": password})


async def _list(entrance: Entrance, _: argparse.Namespace) -> None:
    after: str | None = None
    while rows := await entrance.accounts.page(after, PAGE):
        for account in rows:
            _say(_account(account))
        after = rows[-1].name


async def _disable(entrance: Entrance, given: argparse.Namespace) -> None:
    account = await _named(entrance, given.name)
    _say(_account(await entrance.registry.disable(operator_name(), account.id)))


async def _reset(entrance: Entrance, given: argparse.Namespace) -> None:
    account = await _named(entrance, given.name)
    account, password = await entrance.registry.reset(operator_name(), account.id)
    _say(_account(account) | {"one_time_password": password})


async def _issue(entrance: Entrance, given: argparse.Namespace) -> None:
    expires_at = system_clock() + timedelta(days=given.days)
    token, secret = await entrance.tokens.issue(operator_name(), given.name, given.scope, expires_at)
    _say(_token(token) | {"secret": secret})


async def _tokens(entrance: Entrance, _: argparse.Namespace) -> None:
    after: str | None = None
    while rows := await entrance.tokens.page(after, PAGE):
        for token in rows:
            _say(_token(token))
        after = rows[-1].id


async def _revoke(entrance: Entrance, given: argparse.Namespace) -> None:
    await entrance.tokens.revoke(operator_name(), given.id)
    _say({"revoked": given.id})


async def _named(entrance: Entrance, name: str) -> Account:
    account = await entrance.accounts.by_name(name)
    if account is None:
        raise NotFound(f"Không có tài khoản “{name}”. Xem danh sách: haichieu accounts list")
    return account


def _account(account: Account) -> dict[str, Any]:
    return {name: value for name, value in asdict(account).items() if name != "password_hash"}


def _token(token: ServiceToken) -> dict[str, Any]:
    return {name: value for name, value in asdict(token).items() if name != "digest"} | {"scopes": sorted(token.scopes)}


def _say(row: dict[str, Any]) -> None:
    sys.stdout.buffer.write((json.dumps(row, ensure_ascii=False, default=str) + "\n").encode())
    sys.stdout.buffer.flush()


def _nobody() -> None:
    """Accounts make no events."""
