"""The shell around every service: start the parts in order, serve /livez /readyz /metrics, stop in reverse.

A part that cannot start ends the process with exit code 3 and a sentence; a side task that dies ends it with 1,
so that a service is never up and useless (trap 1 of FastStream: "started" before the broker connects).
"""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import Any, Protocol

import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from shared.exits import Away
from shared.ops import collector
from shared.ops.health import Health, Probe, failing
from shared.ops.metrics import Metrics
from shared.ops.settings import Platform

log = logging.getLogger(__name__)

CANNOT_START = 3
SIDE_TASK_DIED = 1


class Part(Protocol):
    """Something with a life: started before the service is ready, stopped after it is not."""

    async def start(self) -> None: ...
    async def stop(self) -> None: ...


@dataclass(slots=True)
class Service:
    """What a composition root hands over: parts in starting order, endless side tasks, extra HTTP routes."""

    name: str
    metrics: Metrics
    health: Health
    parts: Sequence[Part]
    side_tasks: dict[str, Callable[[], Coroutine[Any, Any, None]]] = field(default_factory=dict)
    routes: Sequence[BaseRoute] = ()


class Server(uvicorn.Server):
    """An orderly stop is a 0: uvicorn would remember the signal and, when all is done, end the process with it."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.force_exit = self.should_exit and sig == signal.SIGINT
        self.should_exit = True


class Shell:
    """Runs one Service inside uvicorn."""

    def __init__(self, service: Service, platform: Platform) -> None:
        self._service = service
        self._stopping = False
        self.exit_code = 0
        self.app = Starlette(routes=[*self._own_routes(), *service.routes], lifespan=self._lifespan)
        config = uvicorn.Config(
            self.app,
            host=platform.http_host,
            port=platform.http_port,
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=int(platform.stop_seconds),
            server_header=False,
        )
        self._server = Server(config)

    def run(self) -> int:
        """Serve until a signal or a failure; the process's exit code."""
        try:
            asyncio.run(self._server.serve())
        except SystemExit:  # uvicorn's way of saying that it could not start: a part failed, or the port is taken
            return self.exit_code or CANNOT_START
        return self.exit_code if self._server.started else (self.exit_code or CANNOT_START)

    def _own_routes(self) -> list[BaseRoute]:
        return [
            Route("/livez", self._answer(self._service.health.live)),
            Route("/readyz", self._answer(self._service.health.ready)),
            Route("/metrics", self._metrics),
        ]

    def _answer(self, probes: dict[str, Probe]) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        async def answer(_: Request) -> Response:
            complaints = await failing(probes)
            if self._stopping:
                complaints["stopping"] = "the service was asked to stop"
            body = {"service": self._service.name, "ok": not complaints, "failing": complaints}
            return JSONResponse(body, status_code=503 if complaints else 200)

        return answer

    async def _metrics(self, _: Request) -> Response:
        """Probes are asked at each scrape: what is on record is what is true now."""
        health = self._service.health
        probes = {**health.live, **health.ready}
        complaints = await failing(probes)
        for name in probes:
            self._service.metrics.probe_failing.labels(name).set(name in complaints)
        return Response(generate_latest(self._service.metrics.registry), media_type=CONTENT_TYPE_LATEST)

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for part in self._service.parts:
                await self._start(part)
                stack.push_async_callback(part.stop)
            tasks = [self._watch(name, make()) for name, make in self._service.side_tasks.items()]
            stack.push_async_callback(_cancel, tasks)
            collector.calm()
            log.info("service ready", extra={"action": "service.started"})
            yield
            self._stopping = True
            log.info("service stopping", extra={"action": "service.stopping"})

    async def _start(self, part: Part) -> None:
        try:
            await part.start()
        except Exception as error:
            self.exit_code = CANNOT_START
            log.critical(
                "cannot start: %s", error, extra={"action": "service.cannot_start", "part": type(part).__name__}
            )
            if isinstance(error, Away):
                # uvicorn prints what is raised with all its causes: a driver's are pages of topology.
                raise error from None
            raise

    def _watch(self, name: str, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work, name=name)

        def ended(done: asyncio.Task[None]) -> None:
            if done.cancelled() or self._stopping:
                return
            self.exit_code = SIDE_TASK_DIED
            log.critical("side task ended", exc_info=done.exception(), extra={"action": "side_task.died", "task": name})
            self._server.should_exit = True

        task.add_done_callback(ended)
        return task


async def _cancel(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
