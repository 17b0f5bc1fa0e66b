"""Polite and bounded GETs: size, time, redirects, pace per host."""

import asyncio
import hashlib
import time
from contextlib import aclosing
from dataclasses import dataclass

import httpx

from ingest.errors import FetchFailed, Gone, HttpError, IngestError, TooLarge
from ingest.fetching.guard import GuardedTransport
from ingest.fetching.pace import Pace
from ingest.metrics import IngestMetrics
from ingest.settings import Settings

USER_AGENT = "HaiChieu/0.1 (+press watch of a provincial labour federation)"
REDIRECTS = 5
COOKIES_KEPT = 1_000
"""Some outlets only answer whoever brings their cookie back; but nobody may fill our memory with them."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered. `unchanged` is a 304: the body is empty."""

    url: str
    body: bytes
    content_type: str
    etag: str
    last_modified: str
    unchanged: bool = False

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


class Fetcher:
    """One client for the whole service; a part, closed at the end."""

    def __init__(self, settings: Settings, metrics: IngestMetrics) -> None:
        self._settings = settings
        self._metrics = metrics
        self._pace = Pace(settings.host_interval_seconds)
        self._client: httpx.AsyncClient | None = None

    async def start(self) -> None:
        inner = httpx.AsyncHTTPTransport(limits=httpx.Limits(max_connections=32, max_keepalive_connections=16))
        self._client = httpx.AsyncClient(
            transport=GuardedTransport(inner, private_allowed=self._settings.private_allowed),
            headers={"User-Agent": USER_AGENT},
            timeout=httpx.Timeout(self._settings.fetch_seconds, connect=10),
            trust_env=False,
        )

    async def stop(self) -> None:
        if self._client is not None:
            await self._client.aclose()

    async def get(self, url: str, *, limit: int, etag: str = "", last_modified: str = "") -> Answer:
        """Raises an IngestError that names the reason."""
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in conditions.items() if value}
        try:
            answer = await self._typed(url, headers, limit)
        except IngestError as error:
            self._metrics.fetches.labels(type(error).__name__).inc()
            raise
        self._metrics.fetches.labels("unchanged" if answer.unchanged else "ok").inc()
        return answer

    async def _typed(self, url: str, headers: dict[str, str], limit: int) -> Answer:
        try:
            return await self._follow(url, headers, limit)
        except TimeoutError as error:
            raise FetchFailed(f"{url} did not answer within {self._settings.fetch_seconds:.0f} s.") from error
        except IngestError:
            raise
        except Exception as error:
            raise FetchFailed(f"{url}: {type(error).__name__} {error}") from error

    async def _follow(self, url: str, headers: dict[str, str], limit: int) -> Answer:
        """Redirects too wait for their host's turn; waiting is no fault of the outlet and not part of its time."""
        assert self._client is not None  # noqa: S101 - started before anything is fetched
        if len(self._client.cookies.jar) > COOKIES_KEPT:
            self._client.cookies.clear()
        request = self._client.build_request("GET", url, headers=headers)
        seconds = self._settings.fetch_seconds
        for _ in range(REDIRECTS + 1):
            await self._pace.turn(request.url.host)
            begun = time.monotonic()
            async with asyncio.timeout(seconds), aclosing(await self._client.send(request, stream=True)) as response:
                if response.next_request is None:
                    return await _answer(response, url, headers, limit)
                request = response.next_request
            seconds -= time.monotonic() - begun
        raise FetchFailed(f"{url} leads on and on: more than {REDIRECTS} redirects.")


async def _answer(response: httpx.Response, url: str, headers: dict[str, str], limit: int) -> Answer:
    if response.status_code == httpx.codes.NOT_MODIFIED:
        if not {"If-None-Match", "If-Modified-Since"} & headers.keys():
            raise HttpError(f"{url} answered 304 (unchanged) to a question that names no earlier answer.")
        return Answer(url, b"", "", headers.get("If-None-Match", ""), headers.get("If-Modified-Since", ""), True)
    if response.status_code in (httpx.codes.NOT_FOUND, httpx.codes.GONE):
        raise Gone(f"{url} answered {response.status_code}.")
    if not response.is_success:
        raise HttpError(f"{url} answered {response.status_code}.")
    return Answer(
        url=url,
        body=await _bounded(response, url, limit),
        content_type=response.headers.get("content-type", ""),
        etag=_repeatable(response.headers.get("etag", "")),
        last_modified=_repeatable(response.headers.get("last-modified", "")),
    )


def _repeatable(value: str) -> str:
    """A mark we can send back. One that is no ASCII cannot be: the source would fail at every visit from then on."""
    return value if value.isascii() else ""


async def _bounded(response: httpx.Response, url: str, limit: int) -> bytes:
    """Decoded bytes: a small answer that unpacks to gigabytes is cut off as soon as it passes the limit."""
    body = bytearray()
    async for chunk in response.aiter_bytes(64 * 1024):
        body += chunk
        if len(body) > limit:
            raise TooLarge(f"{url} is larger than {limit:,} bytes, or never ends.")
    return bytes(body)
