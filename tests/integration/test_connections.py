"""A request that does not arrive whole in time is answered 408 and let go, on a real socket."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from haichieu.ports import free_ports
from shared.ops import connections
from shared.ops.health import Health
from shared.ops.metrics import Metrics
from shared.ops.serve import Service, Shell
from shared.ops.settings import Platform

SECONDS = 0.5


async def slow(_: Request) -> PlainTextResponse:
    await asyncio.sleep(3 * SECONDS)
    return PlainTextResponse("done")


async def length(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


@asynccontextmanager
async def served(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[int]:
    monkeypatch.setattr(connections, "REQUEST_SECONDS", SECONDS)
    port = free_ports(1)[0]
    routes = [Route("/slow", slow), Route("/length", length, methods=["POST"])]
    service = Service("casework", Metrics("casework"), Health(), (), {}, routes)
    server = Shell(service, Platform(http_port=port, stop_seconds=1))._server
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn tells nobody
        await asyncio.sleep(0.01)
    try:
        yield port
    finally:
        server.should_exit = True
        await task


async def drip(port: int, head: bytes, then: bytes = b"") -> tuple[bytes, float]:
    """Send the head at once, then a byte every tenth of a second until the server has enough: its answer, and when."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    begun, answer = time.monotonic(), asyncio.create_task(reader.read())
    writer.write(head)
    for byte in then:
        if answer.done():
            break
        writer.write(bytes([byte]))
        await asyncio.sleep(0.1)
    async with asyncio.timeout(10):
        said = await answer
    writer.close()
    return said, time.monotonic() - begun


POST = b"POST /length HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n"


@pytest.mark.parametrize(
    ("head", "then"),
    [(b"", b""), (b"", b"GET /livez HTTP/1.1\r\nhost: " + b"x" * 100), (POST, b"x" * 100)],
    ids=["says nothing", "a slow head", "a slow body"],
)
async def test_what_is_late_is_answered_and_let_go(monkeypatch: pytest.MonkeyPatch, head: bytes, then: bytes) -> None:
    async with served(monkeypatch) as port:
        said, seconds = await drip(port, head, then)
    assert said.startswith(b"HTTP/1.1 408 ")
    assert b"content-type: application/problem+json" in said
    assert json.loads(said.partition(b"\r\n\r\n")[2])["status"] == 408
    assert SECONDS <= seconds < SECONDS + 3


async def test_hundreds_of_idle_connections_hold_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    async with served(monkeypatch) as port:
        said = await asyncio.gather(*(drip(port, b"") for _ in range(200)))
        assert {answer[:12] for answer, _ in said} == {b"HTTP/1.1 408"}


async def test_an_answer_may_take_longer_than_a_request(monkeypatch: pytest.MonkeyPatch) -> None:
    async with served(monkeypatch) as port:
        said, _ = await drip(port, b"GET /slow HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
    assert said.startswith(b"HTTP/1.1 200 ")
    assert said.endswith(b"done")


async def test_the_second_request_of_a_connection_has_its_own_time(monkeypatch: pytest.MonkeyPatch) -> None:
    async with served(monkeypatch) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(3):
            writer.write(POST + b"x" * 100)
            assert b"200 OK" in await reader.readuntil(b"\r\n\r\n")
            assert await reader.readexactly(3) == b"100"
            await asyncio.sleep(0.6 * SECONDS)
        assert (await reader.read()).startswith(b"HTTP/1.1 408 "), "and its own end"
        writer.close()
