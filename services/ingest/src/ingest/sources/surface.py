"""The list of sources over HTTP, changed by keepers: JSON for programs, forms for people."""

import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from ingest.doors.http import Refused, door
from ingest.errors import IngestError
from ingest.metrics import IngestMetrics
from ingest.sources.adding import checked, new_source
from ingest.sources.asked import Asked, given_by
from ingest.sources.discovery import Scout, Trial
from ingest.sources.keepers import keeper_of
from ingest.sources.kinds import PAGE
from ingest.sources.pages import Pages
from ingest.sources.refused import SourcesRefused
from ingest.sources.roll import Roll, change, find, pause, resume, take
from ingest.sources.rows import as_row
from ingest.sources.shown import source_json
from ingest.sources.source import Source

log = logging.getLogger(__name__)

Act = Callable[[Asked], Awaitable[Response]]


class SourceSurface:
    def __init__(self, roll: Roll, scout: Scout, pages: Pages, secrets: Mapping[str, str]) -> None:
        self._roll = roll
        self._scout = scout
        self._pages = pages
        self._secrets = secrets

    def routes(self, metrics: IngestMetrics) -> list[Route]:
        one = "/sources/{source}"

        def route(path: str, act: Act, method: str = "POST") -> Route:
            return Route(path, _challenge(door("sources", self._knock(act), metrics)), methods=[method])

        return [
            route("/sources", self._add),
            route("/sources/try", self._try),
            route(one, self._show, "GET"),
            route(one, self._change),
            route(f"{one}/pause", self._pause),
            route(f"{one}/resume", self._resume),
        ]

    def _knock(self, act: Act) -> Callable[[Request, bytes], Awaitable[Response]]:
        async def knock(request: Request, body: bytes) -> Response:
            keeper = keeper_of(request, self._secrets)
            given, form = given_by(request, body)
            asked = Asked(keeper, request.path_params.get("source", ""), given, form)
            try:
                return await act(asked)
            except SourcesRefused as error:
                if not form:
                    raise Refused(422, "SourcesRefused", str(error)) from error
                return self._pages.refused(str(error))

        return knock

    async def _try(self, asked: Asked) -> Response:
        """Nothing is kept: what the address gives, or the feeds behind it."""
        trials = await self._trials(asked.url)
        if asked.form:
            return self._pages.tried(asked.url, trials)
        return JSONResponse([json.loads(json.dumps(asdict(trial), default=str)) for trial in trials])

    async def _add(self, asked: Asked) -> Response:
        # A single page is no list that could be tried.
        untested = asked.given.get("untested") in (True, "yes") or asked.given.get("kind") == PAGE
        trials = [] if untested else await self._trials(asked.url)
        source = new_source(asked.url, trials, asked.said, untested=untested)
        await take([source], self._roll)
        return self._done("added", source, asked, 201)

    async def _show(self, asked: Asked) -> Response:
        source = await find(asked.source, self._roll)
        return self._pages.one(source) if asked.form else JSONResponse(source_json(source))

    async def _change(self, asked: Asked) -> Response:
        source = await find(asked.source, self._roll)
        row = checked(as_row(source).model_dump(mode="json") | asked.said)
        said = {name: getattr(row, name) for name in asked.said}
        return self._done("changed", await change(source.id, said, self._roll), asked)

    async def _pause(self, asked: Asked) -> Response:
        if not (reason := str(asked.given.get("reason", "")).strip()[:500]):
            raise SourcesRefused("Say why it is paused: reason.")
        return self._done("paused", await pause(asked.source, f"{reason} ({asked.keeper})", self._roll), asked)

    async def _resume(self, asked: Asked) -> Response:
        return self._done("resumed", await resume(asked.source, self._roll), asked)

    async def _trials(self, url: str) -> list[Trial]:
        try:
            return await self._scout.discover(url)
        except IngestError as error:
            raise SourcesRefused(f"{type(error).__name__}: {error}") from error

    def _done(self, what: str, source: Source, asked: Asked, status: int = 200) -> Response:
        extra = {"action": f"source.{what}", "source": source.id, "by": asked.keeper}
        log.info("a source was %s: %s", what, source.url, extra=extra)
        if asked.form:
            return RedirectResponse(f"/sources/{source.id}", 303)
        return JSONResponse(source_json(source), status)


def _challenge(
    answer: Callable[[Request], Awaitable[Response]],
) -> Callable[[Request], Awaitable[Response]]:
    async def challenged(request: Request) -> Response:
        response = await answer(request)
        if response.status_code == 401:
            response.headers["WWW-Authenticate"] = 'Basic realm="Nguon tin", charset="UTF-8"'
        return response

    return challenged
