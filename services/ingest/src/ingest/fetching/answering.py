"""From a response to what it means: the body within its limits, or the reason why there is none."""

import hashlib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from errno import EHOSTUNREACH, ENETDOWN, ENETUNREACH

import httpx

from ingest.errors import (
    Busy,
    FetchFailed,
    Gone,
    HttpError,
    IngestError,
    NoConnection,
    NoNetwork,
    TlsFailed,
    TooLarge,
    TooSlow,
    Unpackable,
    Withdrawn,
)
from ingest.fetching.retry_after import fresh_for, seconds_to_wait

ENCODINGS = ("", "identity", "gzip", "x-gzip", "deflate")
"""What we ask for. One inside another would unpack a thousandfold twice, in one step that no limit sees."""
HEADERS_KEPT = 100
_OUR_SIDE = (ENETUNREACH, ENETDOWN, EHOSTUNREACH)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered. `unchanged` is a 304: the body is empty."""

    url: str
    body: bytes
    content_type: str
    etag: str
    last_modified: str
    unchanged: bool = False
    location: str = ""
    """Where the answer is really from, after redirects; empty when there was none."""
    moved_to: str = ""
    """The same, if every redirect says that it is for good (301, 308)."""
    fresh_seconds: float = 0.0
    status: int = 0
    reason: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    """As they came, for the evidence; of a great many, the first."""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


async def read_answer(
    response: httpx.Response, url: str, conditions: dict[str, str], limit: int, now: datetime, *, cut: bool = False
) -> Answer:
    """Raises an IngestError. `cut`: of a larger body, its beginning."""
    fresh = fresh_for(response.headers.get("cache-control", ""))
    if response.status_code == httpx.codes.NOT_MODIFIED and conditions:
        marks = conditions.get("If-None-Match", ""), conditions.get("If-Modified-Since", "")
        return Answer(url, b"", "", *marks, unchanged=True, fresh_seconds=fresh)
    _must_be_success(response, url, now)
    return Answer(
        url=url,
        body=await _bounded(response, url, limit, cut),
        content_type=response.headers.get("content-type", ""),
        etag=_repeatable(response.headers.get("etag", "")),
        last_modified=_repeatable(response.headers.get("last-modified", "")),
        fresh_seconds=fresh,
        status=response.status_code,
        reason=response.reason_phrase[:100],
        headers=tuple(response.headers.multi_items()[:HEADERS_KEPT]),
    )


def _must_be_success(response: httpx.Response, url: str, now: datetime) -> None:
    status = response.status_code
    if response.is_success:
        return
    wait = seconds_to_wait(response.headers.get("retry-after", ""), now)
    match status:
        case httpx.codes.NOT_MODIFIED:
            raise HttpError(f"{url} answered 304 (unchanged) to a question that names no earlier answer.")
        case httpx.codes.NOT_FOUND:
            raise Gone(f"{url} answered 404.")
        case httpx.codes.GONE:
            raise Withdrawn(f"{url} answered 410: it will not come back.")
        case httpx.codes.TOO_MANY_REQUESTS | httpx.codes.SERVICE_UNAVAILABLE:
            raise Busy(f"{url} answered {status}.", status=status, retry_after=wait)
        case _:
            raise HttpError(f"{url} answered {status}.", status=status, retry_after=wait)


def _repeatable(value: str) -> str:
    """A mark we can send back. One that is no ASCII cannot be: the source would fail at every visit from then on."""
    return value if value.isascii() else ""


async def _bounded(response: httpx.Response, url: str, limit: int, cut: bool) -> bytes:
    """Decoded bytes: a small answer that unpacks to gigabytes is cut off as soon as it passes the limit."""
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding not in ENCODINGS:
        raise Unpackable(f"{url} answered in the encoding {encoding[:50]}, which was not asked for.")
    body = bytearray()
    async for chunk in response.aiter_bytes(64 * 1024):
        body += chunk
        if len(body) > limit:
            if cut:
                return bytes(body[:limit])
            raise TooLarge(f"{url} is larger than {limit:,} bytes, or never ends.")
    return bytes(body)


def as_reason(error: Exception, url: str, seconds: float) -> IngestError:
    """Whatever the client raised, as one of our reasons."""
    if isinstance(error, IngestError):
        return error
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        return TooSlow(f"{url} did not answer within {seconds:.0f} s.")
    told = f"{url}: {type(error).__name__} {error}"
    if isinstance(error, httpx.DecodingError):
        return Unpackable(told)
    causes = list(_causes(error))
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return TlsFailed(told)
    if any(isinstance(cause, OSError) and cause.errno in _OUR_SIDE for cause in causes):
        return NoNetwork(told)
    return NoConnection(told) if isinstance(error, httpx.TransportError) else FetchFailed(told)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what led to it; a client wraps the system's own words several times."""
    for _ in range(10):
        if error is None:
            return
        yield error
        if isinstance(error, ExceptionGroup):
            yield from error.exceptions
        error = error.__cause__ or error.__context__
