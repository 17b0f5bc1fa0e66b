"""Connections that nobody may hold for ever: uvicorn waits without end for a request's head and body.

The one place for every service, in front of all routes: whoever sends a byte a second, or nothing, is let go.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

REQUEST_SECONDS = 30.0
"""For a whole request, from the opening of the connection or the end of the answer before it."""
_BODY = (
    b'{"title": "Request Timeout", "status": 408, "detail": "The request did not arrive whole in time; send it again."}'
)
TOO_LATE = (
    b"HTTP/1.1 408 Request Timeout\r\ncontent-type: application/problem+json\r\nconnection: close\r\n"
    b"content-length: %d\r\n\r\n%s" % (len(_BODY), _BODY)
)


class Patient(H11Protocol):
    """Answers 408 and closes when a request is late; an answer that takes long is none of its business."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        self._forget()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._expect()

    def _expect(self) -> None:
        self._forget()
        self._deadline = self.loop.call_later(REQUEST_SECONDS, self._late)

    def _forget(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()

    def _late(self) -> None:
        under_way = self.cycle is not None and not self.cycle.response_complete
        if under_way and (self.cycle.response_started or not self.cycle.more_body):
            return
        if not self.transport.is_closing():
            self.transport.write(TOO_LATE)
            self.transport.close()
