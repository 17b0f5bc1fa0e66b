"""What ingest shows on its own surface, beside /metrics and for the same readers: how each source is. Read only."""

from datetime import datetime
from importlib.resources import files

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from ingest.ports import Desk
from ingest.sources.shown import STATES, source_json
from ingest.sources.source import HEALTHY, Source
from shared.failures import Transient
from shared.ops.clock import VIETNAM, Clock

HEADERS = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'", "Cache-Control": "no-store"}


def routes(desk: Desk, clock: Clock) -> list[BaseRoute]:
    page = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
        (files("ingest") / "data" / "sources.html").read_text("utf-8"), {"moment": _moment, "states": STATES}
    )

    async def sources(request: Request) -> Response:
        try:
            found = sorted(await desk.sources(), key=_in_order)
        except Transient as error:
            return JSONResponse({"error": str(error)}, 503, {"Retry-After": "2"})
        if "text/html" not in request.headers.get("accept", ""):
            return JSONResponse([source_json(source) for source in found])
        counts = {state: sum(1 for one in found if one.state == state) for state in STATES}
        return HTMLResponse(page.render(sources=found, counts=counts, now=clock()), headers=HEADERS)

    return [Route("/sources", sources)]


def _in_order(source: Source) -> tuple[bool, bool, str, str]:
    """Those in trouble first, then those that rest."""
    return source.state == HEALTHY, source.resting, source.outlet_name, source.url


def _moment(moment: datetime | None) -> str:
    return f"{moment.astimezone(VIETNAM):%H:%M %d/%m/%Y}" if moment else "chưa có"
