"""The console, in Vietnamese: server-rendered, without JavaScript, read-only until accounts exist."""

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from casework.http import words
from casework.http.failures import Failures
from casework.http.formats import FILTERS
from casework.http.guard import Guarded
from casework.views import COUNTED, Views


def console_routes(views: Views) -> list[BaseRoute]:
    """One application of its own for every path that nobody else answers: an unknown one is its failure to tell."""
    pages = Console(views)
    routes = [
        Route("/", pages.front),
        Route("/cases/{case_id}", pages.case),
        Mount("/static", StaticFiles(packages=[("casework", "http/static")])),
    ]
    failures = Failures(pages.render)
    return [Mount("/", Guarded(Starlette(routes=routes, exception_handlers=failures.handlers())))]


class Console:
    """The pages."""

    def __init__(self, views: Views) -> None:
        self._views = views
        self._templates = Environment(
            loader=PackageLoader("casework", "http/templates"),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters |= FILTERS | {"say": words.say}

    async def front(self, request: Request) -> Response:
        before = request.query_params.get("truoc")
        cases, more = await self._views.cases(before)
        totals = await self._views.totals()
        return self._page("front.html", cases=cases, more=more, before=before, totals=totals, counted=COUNTED)

    async def case(self, request: Request) -> Response:
        told, line = (_position(request, name) for name in ("bai", "dong"))
        page = await self._views.case(request.path_params["case_id"], told, line)
        return self._page("case.html", case=page.case, told=page.told, timeline=page.timeline)

    def render(self, template: str, **values: object) -> str:
        return self._templates.get_template(template).render(**values)

    def _page(self, template: str, **values: object) -> Response:
        return HTMLResponse(self.render(template, **values))


def _position(request: Request, name: str) -> int:
    """A place in a list; whatever else somebody writes there is its beginning."""
    text = request.query_params.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1
