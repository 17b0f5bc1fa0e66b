"""The console, in Vietnamese: server-rendered, without JavaScript, read-only until accounts exist."""

from datetime import datetime

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from casework.http import words
from casework.views import PAGE, NoSuchCase, Views
from shared.ops.clock import VIETNAM

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def console_routes(views: Views) -> list[BaseRoute]:
    pages = Console(views)
    return [
        Route("/", pages.front),
        Route("/cases/{case_id}", pages.case),
        Mount("/static", StaticFiles(packages=[("casework", "http/static")])),
    ]


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
        self._templates.filters |= {"when": when, "day": day, "say": words.say, "link": safe_link}

    async def front(self, request: Request) -> Response:
        cases = await self._views.cases(request.query_params.get("truoc"))
        older = cases[-1]["_id"] if len(cases) == PAGE else None
        return self._page("front.html", cases=cases, older=older, totals=await self._views.totals())

    async def case(self, request: Request) -> Response:
        try:
            case, timeline = await self._views.case(request.path_params["case_id"])
        except NoSuchCase as error:
            return self._page("missing.html", 404, message=str(error))
        return self._page("case.html", case=case, timeline=timeline)

    def _page(self, template: str, status: int = 200, **values: object) -> Response:
        return HTMLResponse(self._templates.get_template(template).render(**values), status, HEADERS)


def when(moment: datetime | None) -> str:
    """As people write it here: 10:52:07, 24/11/2026."""
    return moment.astimezone(VIETNAM).strftime("%H:%M:%S, %d/%m/%Y") if moment else "không rõ"


def day(moment: datetime | None) -> str:
    return moment.astimezone(VIETNAM).strftime("%H:%M, %d/%m/%Y") if moment else "không rõ"


def safe_link(address: str) -> str:
    """Only http(s): an outlet's feed may carry a javascript: address."""
    return address if address.startswith(("http://", "https://")) else ""
