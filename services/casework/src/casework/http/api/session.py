"""Signing in and out, and oneself."""

from starlette.requests import Request
from starlette.responses import Response

from casework.access.front_desk import FrontDesk
from casework.access.policy import Permission
from casework.access.registry import Registry
from casework.http.api.caller import Caller
from casework.http.api.endpoint import Endpoint
from casework.http.api.session_shapes import Credentials, Me, NewPassword, me_of
from casework.http.cookies import Cookies
from casework.http.gate import address


class SessionEndpoints:
    def __init__(self, desk: FrontDesk, registry: Registry, cookies: Cookies) -> None:
        self._desk = desk
        self._registry = registry
        self._cookies = cookies

    def table(self) -> list[Endpoint]:
        own = Permission.OWN_SESSION
        return [
            Endpoint("POST", "/login", Permission.OPEN, self.login, may=[401], repeatable=False),
            Endpoint("POST", "/logout", own, self.logout, 204, repeatable=False),
            Endpoint("GET", "/me", own, self.me),
            Endpoint("POST", "/me/password", Permission.OWN_ACCOUNT, self.choose_password, 204, repeatable=False),
        ]

    async def login(self, request: Request, response: Response, given: Credentials) -> Me:
        """Begins a session: the answer sets the cookie and tells the CSRF token."""
        ticket = await self._desk.sign_in(given.name, given.password, self._cookies.device(request), address(request))
        self._cookies.give(request, response, ticket)
        return me_of(ticket.who)

    async def logout(self, request: Request, who: Caller) -> Response:
        """Ends this session, at once and for good."""
        await self._desk.sign_out(who)
        response = Response(status_code=204)
        self._cookies.take(request, response)
        return response

    async def me(self, who: Caller) -> Me:
        """Who I am here, and the CSRF token of this session."""
        return me_of(who)

    async def choose_password(self, who: Caller, given: NewPassword) -> None:
        """A new password of one's own; every other session ends."""
        await self._registry.choose(who, given.old, given.new)
