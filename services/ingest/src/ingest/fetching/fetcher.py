"""Polite and bounded GETs: size, time, redirects, pace per host."""

import asyncio
import hashlib
import time
from collections import defaultdict
from dataclasses import dataclass

import httpx

from ingest.errors import FetchFailed, Gone, HttpError, IngestError, TooLarge
from ingest.fetching.guard import GuardedTransport
from ingest.settings import Settings

USER_AGENT = "HaiChieu/0.1 (+press watch of a provincial labour federation)"
REDIRECTS = 5


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

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._pace: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._last: dict[str, float] = {}
        self._client: httpx.AsyncClient | None = None

    async def start(self) -> None:
        inner = httpx.AsyncHTTPTransport(limits=httpx.Limits(max_connections=32, max_keepalive_connections=16))
        self._client = httpx.AsyncClient(
            transport=GuardedTransport(inner, private_allowed=self._settings.private_allowed),
            headers={"User-Agent": USER_AGENT},
            timeout=httpx.Timeout(self._settings.fetch_seconds, connect=10),
            follow_redirects=True,
            max_redirects=REDIRECTS,
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
            await self._wait_for_turn(httpx.URL(url).host)
            async with asyncio.timeout(self._settings.fetch_seconds):
                return await self._get(url, headers, limit)
        except TimeoutError as error:
            raise FetchFailed(f"{url} did not answer within {self._settings.fetch_seconds:.0f} s.") from error
        except IngestError:
            raise
        except Exception as error:
            raise FetchFailed(f"{url}: {type(error).__name__} {error}") from error

    async def _get(self, url: str, headers: dict[str, str], limit: int) -> Answer:
        assert self._client is not None  # noqa: S101 - started before anything is fetched
        async with self._client.stream("GET", url, headers=headers) as response:
            if response.status_code == httpx.codes.NOT_MODIFIED:
                return Answer(
                    url, b"", "", headers.get("If-None-Match", ""), headers.get("If-Modified-Since", ""), True
                )
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

    async def _wait_for_turn(self, host: str) -> None:
        async with self._pace[host]:
            wait = self._last.get(host, 0.0) + self._settings.host_interval_seconds - time.monotonic()
            if wait > 0:
                await asyncio.sleep(wait)
            self._last[host] = time.monotonic()


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
