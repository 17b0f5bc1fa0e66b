"""Polite and bounded GETs: size, time, redirects, pace per host, and what robots.txt asks for."""

import asyncio
import time
from contextlib import aclosing
from dataclasses import dataclass, replace

import httpx

from ingest.errors import Busy, IngestError, NoNetwork, OwnOutage, RedirectLoop
from ingest.fetching.answering import Answer, as_reason, read_answer
from ingest.fetching.guard import GuardedTransport
from ingest.fetching.outage import Outage
from ingest.fetching.pace import Pace
from ingest.fetching.robots import BYTES, Robots
from ingest.metrics import IngestMetrics
from ingest.settings import Settings
from shared.ops.clock import Clock, system_clock

USER_AGENT = "HaiChieu/0.1 (+press watch of a provincial labour federation)"
REDIRECTS = 5
FOR_GOOD = (httpx.codes.MOVED_PERMANENTLY, httpx.codes.PERMANENT_REDIRECT)
COOKIES_KEPT = 1_000
"""Some outlets only answer whoever brings their cookie back; but nobody may fill our memory with them."""

__all__ = ["Answer", "Fetcher"]


@dataclass(frozen=True, slots=True)
class _Question:
    """One GET, with what it may cost. A robots.txt is asked for without asking whether it may be."""

    url: str
    conditions: dict[str, str]
    limit: int
    for_robots: bool = False
    yielding: bool = False


class Fetcher:
    """One client for the whole service; a part, closed at the end."""

    def __init__(
        self, settings: Settings, metrics: IngestMetrics, clock: Clock = system_clock, pace: Pace | None = None
    ) -> None:
        self._settings = settings
        self._metrics = metrics
        self._clock = clock
        self._pace = Pace(settings.host_interval_seconds, settings.host_at_once) if pace is None else pace
        self._robots = Robots(self._robots_text, settings.hosts_without_robots())
        self._client: httpx.AsyncClient | None = None
        self.outage = Outage()
        metrics.own_outage.set_function(lambda: float(self.outage.ours(clock())))

    async def start(self) -> None:
        inner = httpx.AsyncHTTPTransport(limits=httpx.Limits(max_connections=64, max_keepalive_connections=32))
        self._client = httpx.AsyncClient(
            transport=GuardedTransport(inner, private_allowed=self._settings.private_allowed),
            headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate"},
            timeout=httpx.Timeout(self._settings.fetch_seconds, connect=10),
            trust_env=False,
        )

    async def stop(self) -> None:
        if self._client is not None:
            await self._client.aclose()

    async def get(
        self, url: str, *, limit: int, etag: str = "", last_modified: str = "", yielding: bool = False
    ) -> Answer:
        """`yielding`: others go first at the host. Raises an IngestError that names the reason."""
        marks = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        question = _Question(url, {name: value for name, value in marks.items() if value}, limit, yielding=yielding)
        try:
            answer = await self._typed(question)
        except IngestError as error:
            self._metrics.fetches.labels(type(error).__name__).inc()
            raise
        self._metrics.fetches.labels("unchanged" if answer.unchanged else "ok").inc()
        return answer

    async def _robots_text(self, url: str) -> bytes:
        return (await self._typed(_Question(url, {}, BYTES, for_robots=True))).body

    async def _typed(self, question: _Question) -> Answer:
        try:
            return await self._follow(question)
        except Exception as error:
            reason = as_reason(error, question.url, self._settings.fetch_seconds)
            if reason.network and self.outage.ours(self._clock()):
                raise OwnOutage(f"Our own network is away, it seems; the last of several: {reason}") from error
            if reason is error:
                raise
            raise reason from error

    async def _follow(self, question: _Question) -> Answer:
        """Redirects too are paced, and asked about; waiting is no fault of the outlet and not part of its time."""
        assert self._client is not None  # noqa: S101 - started before anything is fetched
        if len(self._client.cookies.jar) > COOKIES_KEPT:
            self._client.cookies.clear()
        request = self._client.build_request("GET", question.url, headers=question.conditions)
        seconds, seen, for_good = self._settings.fetch_seconds, set[tuple[str, str]](), True
        for _ in range(REDIRECTS + 1):
            # Back at the same address with a cookie that was set on the way is no circle: some outlets want it so.
            step = str(request.url), request.headers.get("cookie", "")
            if step in seen:
                raise RedirectLoop(f"{question.url} leads in a circle, back to {request.url}.")
            seen.add(step)
            begun, found = await self._step(request, question, seconds)
            if isinstance(found, Answer):
                location = str(request.url) if len(seen) > 1 else ""
                return replace(found, location=location, moved_to=location if for_good else "")
            for_good = for_good and found.status_code in FOR_GOOD
            assert found.next_request is not None  # noqa: S101 - it is why this is no answer
            request = found.next_request
            seconds -= time.monotonic() - begun
        raise RedirectLoop(f"{question.url} leads on and on: more than {REDIRECTS} redirects.")

    async def _step(
        self, request: httpx.Request, question: _Question, seconds: float
    ) -> tuple[float, Answer | httpx.Response]:
        """When it began, and an answer, or the redirect that came instead."""
        host = request.url.host
        if not question.for_robots:
            self._pace.delay(host, await self._robots.judge(str(request.url), _origin(request.url), host))
        async with self._pace.turn(host, yielding=question.yielding):
            begun = time.monotonic()
            return begun, await self._ask(request, question, seconds)

    async def _ask(self, request: httpx.Request, question: _Question, seconds: float) -> Answer | httpx.Response:
        assert self._client is not None  # noqa: S101 - as above
        host = request.url.host
        try:
            async with asyncio.timeout(seconds), aclosing(await self._client.send(request, stream=True)) as response:
                self.outage.answered()
                if response.next_request is not None:
                    return response
                now, cut = self._clock(), question.for_robots
                answer = await read_answer(response, question.url, question.conditions, question.limit, now, cut=cut)
        except Exception as error:
            reason = as_reason(error, question.url, self._settings.fetch_seconds)
            if isinstance(reason, Busy):
                reason.retry_after = self._pace.rest(host, reason.retry_after)
            elif reason.network:
                self.outage.silent(host, self._clock(), certain=isinstance(reason, NoNetwork))
            if reason is error:
                raise
            raise reason from error
        self._pace.answered(host)
        return answer


def _origin(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii', 'replace')}"
