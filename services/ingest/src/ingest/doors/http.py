"""What the doors over HTTP have in common: a bounded body, answers in JSON, each refusal with its kind."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ingest.metrics import IngestMetrics
from shared.failures import Transient

BODY_BYTES = 1_000_000
Knock = Callable[[Request, bytes], Awaitable[Response]]


class Refused(Exception):
    """`kind` is for programs, the message for people."""

    def __init__(self, status: int, kind: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.kind = kind


def door(name: str, knock: Knock, metrics: IngestMetrics) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that counts what came of each knock, and answers whatever happened."""

    async def answer(request: Request) -> Response:
        try:
            response = await knock(request, await _body(request))
        except Refused as error:
            metrics.knocks.labels(name, error.kind).inc()
            return JSONResponse({"error": error.kind, "detail": str(error)}, error.status)
        except Transient:
            metrics.knocks.labels(name, "Away").inc()
            told = {"error": "Away", "detail": "The database does not answer. Send it again with the same key."}
            return JSONResponse(told, 503, {"Retry-After": "5"})
        metrics.knocks.labels(name, "taken").inc()
        return response

    return answer


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_BYTES:
            raise Refused(413, "TooLarge", f"A message has at most {BODY_BYTES:,} bytes.")
    return bytes(body)
