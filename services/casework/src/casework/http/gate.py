"""The gate: every request of the console and of the API passes it, and nothing else decides who may come in."""

import hmac
from dataclasses import dataclass

from starlette.requests import Request

from casework.access.buckets import Buckets
from casework.access.front_desk import FrontDesk
from casework.access.policy import Permission, Scope, scope_of
from casework.access.refusals import ForeignPage, NotSignedIn
from casework.access.tokens_office import TokensOffice
from casework.access.who import Who
from casework.http.cookies import Cookies

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
CSRF_HEADER = "x-csrf-token"


@dataclass(frozen=True, slots=True)
class Admitted:
    """Who has come in (None where nobody needs to be signed in), and how far their permission reaches."""

    who: Who | None
    scope: Scope | None


class Gate:
    def __init__(self, desk: FrontDesk, tokens: TokensOffice, requests: Buckets, cookies: Cookies) -> None:
        self._desk = desk
        self._tokens = tokens
        self._requests = requests
        self.cookies = cookies

    async def admit(self, request: Request, permission: Permission, csrf: str | None = None) -> Admitted:
        """`csrf`: what a form has sent back; programs send a header.

        Raises NotSignedIn, TooMany, ForeignPage, Forbidden, MustChangePassword; Transient.
        """
        if permission is Permission.OPEN:
            self._requests.take(f"address:{address(request)}")
            self._check_origin(request)
            return Admitted(None, None)
        who = await self.who(request)
        self._requests.take(who.id if who else f"address:{address(request)}")
        if who is None:
            raise NotSignedIn
        if request.method not in SAFE and who.csrf:
            self._check_origin(request)
            _check_csrf(who, request.headers.get(CSRF_HEADER, "") if csrf is None else csrf)
        return Admitted(who, scope_of(who, permission))

    async def who(self, request: Request) -> Who | None:
        """Whoever the token or the cookie names. A token that is wrong is not made good by a cookie."""
        kind, _, secret = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            return await self._tokens.whose(secret.strip())
        token = self.cookies.token(request)
        return await self._desk.whose(token) if token else None

    def _check_origin(self, request: Request) -> None:
        """Browsers say where a request comes from; programs say nothing. Raises ForeignPage."""
        if request.method in SAFE:
            return
        site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
        if site not in (None, "same-origin", "none") or origin not in (None, self.cookies.origin(request)):
            raise ForeignPage


def address(request: Request) -> str:
    return request.client.host if request.client else ""


def _check_csrf(who: Who, given: str) -> None:
    """Raises ForeignPage."""
    if not hmac.compare_digest(who.csrf.encode(), given.encode()):
        raise ForeignPage
