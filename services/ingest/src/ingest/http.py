"""What ingest shows on its own surface, beside /metrics and for the same readers: how each source is."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from ingest.ports import Desk
from ingest.sources.pages import Pages, in_order
from ingest.sources.shown import source_json
from shared.failures import Transient


def routes(desk: Desk, pages: Pages) -> list[BaseRoute]:
    async def sources(request: Request) -> Response:
        try:
            found = await desk.sources()
        except Transient as error:
            return JSONResponse({"error": str(error)}, 503, {"Retry-After": "2"})
        if "text/html" in request.headers.get("accept", ""):
            return pages.all(found)
        return JSONResponse([source_json(source) for source in sorted(found, key=in_order)])

    return [Route("/sources", sources)]
