"""The shell around a service: never up and useless."""

import asyncio
import socket
from collections.abc import Callable, Coroutine
from typing import Any

import httpx
import pytest

from shared.ops.health import Health
from shared.ops.metrics import Metrics
from shared.ops.serve import Service, Shell
from shared.ops.settings import Platform


class Part:
    def __init__(self, name: str, diary: list[str], failure: Exception | None = None) -> None:
        self._name, self._diary, self._failure = name, diary, failure

    async def start(self) -> None:
        if self._failure:
            raise self._failure
        self._diary.append(f"{self._name} started")

    async def stop(self) -> None:
        self._diary.append(f"{self._name} stopped")


Task = Callable[[], Coroutine[Any, Any, None]]


async def for_ever() -> None:
    await asyncio.Event().wait()


def create_service(*parts: Part, health: Health | None = None, **tasks: Task) -> Service:
    return Service("casework", Metrics("casework"), health or Health(), parts, tasks)


@pytest.fixture
def platform() -> Platform:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return Platform(http_port=free.getsockname()[1], stop_seconds=1)


def test_a_part_that_cannot_start_ends_the_process_with_3_and_stops_what_was_started(platform: Platform) -> None:
    diary: list[str] = []
    parts = [Part("store", diary), Part("relay", diary, OSError("MongoDB away")), Part("consumer", diary)]
    assert Shell(create_service(*parts), platform).run() == 3
    assert diary == ["store started", "store stopped"]


def test_a_port_that_is_taken_ends_the_process_with_3(platform: Platform) -> None:
    with socket.socket() as taken:
        taken.bind((platform.http_host, platform.http_port))
        taken.listen()
        assert Shell(create_service(), platform).run() == 3


def test_a_side_task_that_dies_ends_the_process_with_1_and_stops_the_parts_in_reverse(platform: Platform) -> None:
    diary: list[str] = []

    async def dies() -> None:
        await asyncio.sleep(0.2)
        raise RuntimeError("a bug in the relay")

    service = create_service(Part("store", diary), Part("relay", diary), relay=dies, other=for_ever)
    assert Shell(service, platform).run() == 1
    assert diary == ["store started", "relay started", "relay stopped", "store stopped"]


def test_a_side_task_that_merely_returns_ends_the_process_too(platform: Platform) -> None:
    async def ends() -> None:
        await asyncio.sleep(0.2)

    assert Shell(create_service(relay=ends), platform).run() == 1


async def test_side_tasks_are_cancelled_before_the_parts_they_use_are_stopped(platform: Platform) -> None:
    diary: list[str] = []

    async def works() -> None:
        try:
            await for_ever()
        finally:
            diary.append("task ended")

    shell = Shell(create_service(Part("store", diary), work=works), platform)
    async with shell.app.router.lifespan_context(shell.app):
        await asyncio.sleep(0)
    assert diary == ["store started", "task ended", "store stopped"]
    assert shell.exit_code == 0, "an orderly stop is no failure"


async def ask(shell: Shell, path: str) -> httpx.Response:
    transport = httpx.ASGITransport(shell.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://casework") as client:
        return await client.get(path)


async def test_health_pages_name_the_probe_that_fails(platform: Platform) -> None:
    async def ill() -> str:
        return "MongoDB does not answer"

    shell = Shell(create_service(health=Health(ready={"mongo": ill})), platform)
    live, ready = await ask(shell, "/livez"), await ask(shell, "/readyz")
    assert (live.status_code, live.json()["ok"]) == (200, True)
    assert ready.status_code == 503
    assert ready.json() == {"service": "casework", "ok": False, "failing": {"mongo": "MongoDB does not answer"}}


async def test_a_service_that_was_asked_to_stop_is_not_ready(platform: Platform) -> None:
    shell = Shell(create_service(), platform)
    async with shell.app.router.lifespan_context(shell.app):
        assert (await ask(shell, "/readyz")).status_code == 200
    assert "stopping" in (await ask(shell, "/readyz")).json()["failing"]


async def test_metrics_are_served_as_prometheus_text(platform: Platform) -> None:
    answer = await ask(Shell(create_service(), platform), "/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    assert 'haichieu_build_info{service="casework"} 1.0' in answer.text
