"""The two pages of signing in by OIDC: out to the provider, and back."""

import logging
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from casework.access.departure import Departure
from casework.access.front_desk import FrontDesk
from casework.access.policy import Permission
from casework.access.ports import Accounts
from casework.access.refusals import NotRecognised
from casework.access.secrets import new_token
from casework.http.cookies import Cookies
from casework.http.doors import Doors
from casework.http.forms import own_path
from casework.http.gate import address
from casework.http.oidc import Provider, ProviderRefused
from casework.http.pages import Pages
from casework.http.paths import OIDC, OIDC_BACK
from casework.store.sign_ins import SignIns

log = logging.getLogger(__name__)

TIME = timedelta(minutes=10)
COOKIE = "oidc"


class OidcDoors:
    def __init__(
        self,
        provider: Provider,
        sign_ins: SignIns,
        accounts: Accounts,
        desk: FrontDesk,
        doors: Doors,
        pages: Pages,
        cookies: Cookies,
    ) -> None:
        self._provider = provider
        self._sign_ins = sign_ins
        self._accounts = accounts
        self._desk = desk
        self._doors = doors
        self._pages = pages
        self._cookies = cookies

    def routes(self) -> list[BaseRoute]:
        return [Route(OIDC, self.depart, methods=["GET"]), Route(OIDC_BACK, self.arrive, methods=["GET"])]

    async def depart(self, request: Request) -> Response:
        await self._pages.enter(request, Permission.OPEN)
        try:
            departure = await self._provider.depart(self._back(request))
        except ProviderRefused as error:
            return self._refused(request, error)
        browser = new_token()
        await self._sign_ins.begin(browser, departure, own_path(request.query_params.get("toi")), TIME)
        response = RedirectResponse(departure.url, status_code=303)
        self._cookies.put(request, response, COOKIE, browser, TIME)
        return response

    async def arrive(self, request: Request) -> Response:
        """The same browser that left, once, with the state it left with."""
        await self._pages.enter(request, Permission.OPEN)
        found = await self._sign_ins.take(self._cookies.read(request, COOKIE) or "")
        if found is None or request.query_params.get("state") != found[0].state:
            return self._refused(request, ProviderRefused("no such departure"))
        departure, wanted = found
        try:
            subject = await self._subject(request, departure)
            account = await self._accounts.by_subject(subject)
            if account is None or account.disabled:
                raise ProviderRefused("no account for this subject")
        except ProviderRefused as error:
            return self._refused(request, error)
        ticket = await self._desk.admit(account, self._cookies.device(request), address(request), "login.oidc")
        response = self._doors.welcome(request, ticket, wanted)
        self._cookies.take(request, response, COOKIE)
        return response

    async def _subject(self, request: Request, departure: Departure) -> str:
        code = request.query_params.get("code")
        if not code:
            raise ProviderRefused("the provider has sent no code")
        return await self._provider.arrive(code, self._back(request), departure.nonce, departure.verifier)

    def _back(self, request: Request) -> str:
        return self._cookies.origin(request) + OIDC_BACK

    def _refused(self, request: Request, error: ProviderRefused) -> Response:
        """The log says why; the reader, what to do."""
        log.warning("OIDC: %s", error, extra={"action": "login.oidc-refused"})
        return self._doors.sign_in_form(request, None, "", NotRecognised())
