"""The console, in Vietnamese: server-rendered, without JavaScript; for people who have signed in."""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from casework.access.policy import Permission, Scope
from casework.access.refusals import NotSignedIn
from casework.http.bounded import Bounded
from casework.http.failures import Failures
from casework.http.guard import Guarded
from casework.http.mounting import Tree
from casework.http.pages import Pages
from casework.views import COUNTED, Views


def console_routes(views: Views, pages: Pages, doors: Sequence[BaseRoute]) -> list[BaseRoute]:
    """One application of its own for every path that nobody else answers: an unknown one is its failure to tell."""
    console = Console(views, pages)
    routes = [
        Route("/", console.front),
        Route("/cases/{case_id}", console.case),
        *doors,
        Mount("/static", StaticFiles(packages=[("casework", "http/static")])),
    ]
    failures = Failures(pages.render)
    return [Tree("/", Guarded(Bounded(Starlette(routes=routes, exception_handlers=failures.handlers()))))]


class Console:
    """The pages."""

    def __init__(self, views: Views, pages: Pages) -> None:
        self._views = views
        self._pages = pages

    async def front(self, request: Request) -> Response:
        scope = await self._enter(request)
        before = request.query_params.get("truoc")
        cases, more = await self._views.cases(scope, before)
        totals = await self._views.totals(scope)
        return self._pages.show(
            request, "front.html", cases=cases, more=more, before=before, totals=totals, counted=COUNTED
        )

    async def case(self, request: Request) -> Response:
        scope = await self._enter(request)
        told, line = (_position(request, name) for name in ("bai", "dong"))
        page = await self._views.case(scope, request.path_params["case_id"], told, line)
        return self._pages.show(
            request, "case.html", case=page.case, told=page.told, timeline=page.timeline, proofs=page.proofs
        )

    async def _enter(self, request: Request) -> Scope:
        scope, _ = await self._pages.enter(request, Permission.READ_CASES)
        if scope is None:
            raise NotSignedIn
        return scope


def _position(request: Request, name: str) -> int:
    """A place in a list; whatever else somebody writes there is its beginning."""
    text = request.query_params.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1
