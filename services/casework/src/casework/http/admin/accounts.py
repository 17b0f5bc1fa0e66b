"""Accounts, for administrators: the list, one account, a new one, a one-time password, suspending."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from casework.access.account import Account
from casework.access.policy import Permission
from casework.access.ports import Accounts
from casework.access.refusals import NotFound, Refusal
from casework.access.registry import Registry, Wanted
from casework.http.admin.account_forms import change_form, new_form, plain_forms
from casework.http.admin.forms import Tried, read_model
from casework.http.api.account_shapes import AccountChange, NewAccount
from casework.http.api.problems import STATUS
from casework.http.case_page import position
from casework.http.forms import Form
from casework.http.navigation import ACCOUNTS
from casework.http.order_choices import units_of
from casework.http.order_desk import OrderDesk
from casework.http.order_forms import BadFields
from casework.http.pages import Pages
from shared.ops.clock import VIETNAM

ROWS = 50
ONE = f"{ACCOUNTS}/{{account_id}}"
NONE: Mapping[str, str] = {}


class AccountRoom:
    def __init__(self, pages: Pages, registry: Registry, accounts: Accounts, desk: OrderDesk) -> None:
        self._pages = pages
        self._registry = registry
        self._accounts = accounts
        self._desk = desk

    def routes(self) -> list[BaseRoute]:
        return [
            Route(ACCOUNTS, self.listing),
            Route(ACCOUNTS, self.add, methods=["POST"]),
            Route(ONE, self.look),
            Route(f"{ONE}/change", self.change, methods=["POST"]),
            Route(f"{ONE}/reset", self.reset, methods=["POST"]),
            Route(f"{ONE}/suspend", self.suspend, methods=["POST"]),
            Route(f"{ONE}/restore", self.restore, methods=["POST"]),
            *(Route(f"{ONE}/{word}", self.back) for word in ("change", "reset", "suspend", "restore")),
        ]

    async def listing(self, request: Request) -> Response:
        await self._pages.enter(request, Permission.MANAGE_ACCOUNTS)
        return await self._show_list(request)

    async def add(self, request: Request) -> Response:
        """The one-time password is on this one page and nowhere else."""
        _, form = await self._pages.enter(request, Permission.MANAGE_ACCOUNTS)
        try:
            given = read_model(NewAccount, form)
            account, password = await self._registry.add(self._actor(request), given.name, given.wanted())
        except (BadFields, Refusal) as error:
            return await self._show_list(request, _tried("new", form, error))
        return self._show(request, account, password=password)

    async def look(self, request: Request) -> Response:
        await self._pages.enter(request, Permission.MANAGE_ACCOUNTS)
        return self._show(request, await self._account(request))

    async def back(self, request: Request) -> Response:
        """Somebody asks for the address of a form: after signing in, or by the address line."""
        await self._pages.enter(request, Permission.MANAGE_ACCOUNTS)
        return RedirectResponse(f"{ACCOUNTS}/{request.path_params['account_id']}", status_code=303)

    async def change(self, request: Request) -> Response:
        _, form = await self._pages.enter(request, Permission.MANAGE_ACCOUNTS)
        try:
            wanted = read_model(AccountChange, {**form, "disabled": ""}).wanted()
        except BadFields as error:
            return self._show(request, await self._account(request), _tried("change", form, error))
        return await self._changed(request, form, wanted, "change")

    async def suspend(self, request: Request) -> Response:
        """Every session of theirs ends at once."""
        _, form = await self._pages.enter(request, Permission.MANAGE_ACCOUNTS)
        return await self._changed(request, form, Wanted(disabled=True), "suspend")

    async def restore(self, request: Request) -> Response:
        _, form = await self._pages.enter(request, Permission.MANAGE_ACCOUNTS)
        return await self._changed(request, form, Wanted(disabled=False), "restore")

    async def reset(self, request: Request) -> Response:
        _, form = await self._pages.enter(request, Permission.MANAGE_ACCOUNTS)
        account = await self._account(request)
        try:
            account, password = await self._registry.reset(self._actor(request), account.id, _version(form))
        except Refusal as error:
            return self._show(request, await self._account(request), _tried("reset", form, error))
        return self._show(request, account, password=password)

    async def _changed(self, request: Request, form: Form, wanted: Wanted, word: str) -> Response:
        account = await self._account(request)
        try:
            await self._registry.change(request.state.who, account.id, _version(form), wanted)
        except Refusal as error:
            return self._show(request, await self._account(request), _tried(word, form, error))
        return RedirectResponse(f"{ACCOUNTS}/{account.id}", status_code=303)

    async def _account(self, request: Request) -> Account:
        return await self._registry.get(request.path_params["account_id"])

    async def _show_list(self, request: Request, tried: Tried | None = None) -> Response:
        found = await self._accounts.page(request.query_params.get("sau"), ROWS + 1)
        return self._pages.show(
            request,
            "accounts.html",
            tried.status if tried else 200,
            accounts=found[:ROWS],
            more=len(found) > ROWS,
            form=new_form(self._units(), tried),
            units=self._unit_names(),
            tried=tried,
        )

    def _show(self, request: Request, account: Account, tried: Tried | None = None, password: str = "") -> Response:
        forms = [change_form(account, self._units(), tried), *plain_forms(account, tried)]
        status = tried.status if tried else 200
        return self._pages.show(
            request,
            "account.html",
            status,
            account=account,
            unit=self._unit_names().get(account.unit_id or "", account.unit_id or ""),
            forms=forms,
            tried=tried,
            password=password,
        )

    def _units(self) -> list[tuple[str, str]]:
        return units_of(self._desk.means().directory, self._desk.clock().astimezone(VIETNAM).date())

    def _unit_names(self) -> Mapping[str, str]:
        """Also of units that have ended."""
        return {body.id: body.name for body in self._desk.means().directory}

    def _actor(self, request: Request) -> str:
        return f"account:{request.state.who.id}"


def _version(form: Form) -> int:
    return position(form.get("version", ""), 0)


def _tried(word: str, form: Form, error: BadFields | Refusal) -> Tried:
    """Raises what is another page: an account that is not there."""
    if isinstance(error, NotFound):
        raise error
    if isinstance(error, BadFields):
        return Tried(word, form, 422, str(error), error.faults)
    return Tried(word, form, STATUS[type(error)][0], str(error), NONE)
