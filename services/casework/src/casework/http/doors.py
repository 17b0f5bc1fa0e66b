"""Signing in and out, and one's own password: pages for people."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from casework.access.front_desk import FrontDesk, Ticket
from casework.access.passwords import RULE
from casework.access.policy import Permission
from casework.access.refusals import BadLogin, PasswordUnfit, Refusal, TooMany, Unsound
from casework.access.registry import Registry
from casework.access.who import Who
from casework.http.cookies import Cookies
from casework.http.forms import own_path
from casework.http.gate import address
from casework.http.pages import Pages
from casework.http.paths import OIDC, PASSWORD, SIGN_IN, SIGN_OUT


class Doors:
    """`oidc`: whether the page offers the way over an identity provider."""

    def __init__(self, pages: Pages, desk: FrontDesk, registry: Registry, cookies: Cookies, *, oidc: bool) -> None:
        self._pages = pages
        self._desk = desk
        self._registry = registry
        self._cookies = cookies
        self._oidc = oidc

    def routes(self) -> list[BaseRoute]:
        return [
            Route(SIGN_IN, self.sign_in_page, methods=["GET"]),
            Route(SIGN_IN, self.sign_in, methods=["POST"]),
            Route(SIGN_OUT, self.sign_out, methods=["POST"]),
            Route(PASSWORD, self.password_page, methods=["GET"]),
            Route(PASSWORD, self.choose_password, methods=["POST"]),
        ]

    async def sign_in_page(self, request: Request) -> Response:
        await self._pages.enter(request, Permission.OPEN)
        return self.sign_in_form(request, request.query_params.get("toi"), "")

    async def sign_in(self, request: Request) -> Response:
        _, form = await self._pages.enter(request, Permission.OPEN)
        name, wanted = form.get("ten", ""), form.get("toi")
        try:
            ticket = await self._desk.sign_in(
                name[:64], form.get("mat_khau", "")[:256], self._cookies.device(request), address(request)
            )
        except (BadLogin, TooMany) as error:
            return self.sign_in_form(request, wanted, name, error)
        return self.welcome(request, ticket, wanted)

    def welcome(self, request: Request, ticket: Ticket, wanted: str | None) -> Response:
        response = RedirectResponse(own_path(wanted), status_code=303)
        self._cookies.give(request, response, ticket)
        return response

    async def sign_out(self, request: Request) -> Response:
        await self._pages.enter(request, Permission.OWN_SESSION)
        await self._desk.sign_out(_who(request))
        response = RedirectResponse(SIGN_IN, status_code=303)
        self._cookies.take(request, response)
        return response

    async def password_page(self, request: Request) -> Response:
        await self._pages.enter(request, Permission.OWN_ACCOUNT)
        return self._pages.show(request, "password.html", error=None, rule=RULE)

    async def choose_password(self, request: Request) -> Response:
        _, form = await self._pages.enter(request, Permission.OWN_ACCOUNT)
        old, new, again = (form.get(name, "")[:256] for name in ("cu", "moi", "moi_lai"))
        try:
            if new != again:
                raise Unsound("Hai lần nhập mật khẩu mới không giống nhau. Xin nhập lại.")
            await self._registry.choose(_who(request), old, new)
        except BadLogin:
            wrong = "Mật khẩu đang dùng không đúng. Xin nhập lại."
            return self._pages.show(request, "password.html", 401, error=wrong, rule=RULE)
        except (PasswordUnfit, Unsound) as error:
            return self._pages.show(request, "password.html", 422, error=str(error), rule=RULE)
        return RedirectResponse("/", status_code=303)

    def sign_in_form(self, request: Request, wanted: str | None, name: str, error: Refusal | None = None) -> Response:
        status = 200 if error is None else 429 if isinstance(error, TooMany) else 401
        oidc = f"{OIDC}?{urlencode({'toi': own_path(wanted)})}" if self._oidc else ""
        response = self._pages.show(
            request, "signin.html", status, error=str(error or ""), name=name, wanted=own_path(wanted), oidc=oidc
        )
        if isinstance(error, TooMany):
            response.headers["Retry-After"] = str(error.seconds)
        return response


def _who(request: Request) -> Who:
    who: Who = request.state.who
    return who
