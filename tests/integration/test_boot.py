"""The four real services as processes: never up and useless, and gone when asked to go."""

import asyncio
import signal
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest_asyncio
from tests.metrics import scraped, told_by
from tests.servers import LIVE, Corner, Servers, started
from tests.waiting import becomes, holds

from haichieu.child import Child
from haichieu.mongod import Mongod
from haichieu.ports import free_ports
from shared.messaging import topics
from shared.ops.settings import Platform

pytestmark = LIVE

SERVICES = ("ingest", "classify", "casework", "notify")


def process(corner: Corner, service: str, platform: Platform) -> Child:
    return corner.process(service, "-m", service, "serve", platform=platform, NOTIFY_SMTP_PORT="2525")


async def exit_code(child: Child, seconds: float = 60) -> int:
    await child.spawn()
    async with asyncio.timeout(seconds):
        return await child.wait()


async def all_end_with_3(corner: Corner, platform: Platform, sentence: str) -> None:
    children = [process(corner, service, platform) for service in SERVICES]
    assert await asyncio.gather(*map(exit_code, children)) == [3, 3, 3, 3]
    for child in children:
        said = child.log.read_text("utf-8")
        assert sentence in said
        assert "geheim" not in said
        assert "topology" not in said.lower()


async def test_without_kafka_each_ends_with_3_and_a_sentence(corner: Corner) -> None:
    away = f"127.0.0.1:{free_ports(1)[0]}"
    platform = corner.platform(kafka=away, mongo_database=corner.database.name)
    await all_end_with_3(corner, platform, f"Kafka at {away} does not answer")


async def test_without_mongo_each_ends_with_3_and_a_sentence(corner: Corner) -> None:
    port = free_ports(1)[0]
    url = f"mongodb://clerk:geheim@127.0.0.1:{port}/?replicaSet=rs0&directConnection=true"
    sentence = f"cannot start: MongoDB at 127.0.0.1:{port} does not answer (ServerSelectionTimeoutError). Start it, or"
    await all_end_with_3(corner, corner.platform(mongo_url=url), sentence)


async def test_a_broker_that_takes_connections_and_says_nothing_ends_it_too(corner: Corner) -> None:
    over = asyncio.Event()

    async def mute(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await over.wait()
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()

    async with await asyncio.start_server(mute, "127.0.0.1", free_ports(1)[0]) as server:
        host, port = server.sockets[0].getsockname()
        platform = corner.platform(kafka=f"{host}:{port}", mongo_database=corner.database.name)
        assert await exit_code(process(corner, "classify", platform)) == 3
        over.set()


@pytest_asyncio.fixture(loop_scope="session")
async def own_mongod(servers: Servers, corner: Corner) -> AsyncIterator[Mongod]:
    folder: Path = servers.folder / corner.name
    async with started(Mongod(folder, folder.with_suffix(".log"), port=free_ports(1)[0])) as mongod:
        yield mongod


async def test_all_four_start_answer_notice_a_dead_mongo_recover_and_stop(corner: Corner, own_mongod: Mongod) -> None:
    platforms = {service: corner.platform(mongo_url=own_mongod.url) for service in SERVICES}
    await topics.ensure(corner.platform(partitions=1))
    children = {service: process(corner, service, platform) for service, platform in platforms.items()}
    await asyncio.gather(*(child.start() for child in children.values()))
    async with httpx.AsyncClient(trust_env=False, timeout=10) as client:
        for service, platform in platforms.items():
            await _answers_all_three(client, service, platform)
        await own_mongod.kill()
        for platform in platforms.values():
            await holds(lambda p=platform: _names_mongo(client, p), "readiness names mongo", seconds=15)
            assert (await client.get(_url(platform, "livez"))).status_code == 200
            # Kafka is there, and nobody says it is not, also when the relay has met MongoDB's absence.
            await holds(lambda p=platform: _failing_on_record(client, p, "outbox"), "its age is not known", seconds=30)
            assert await _failing_on_record(client, platform, "mongo")
            for probe in ("relay", "topics", "event loop"):
                assert not await _failing_on_record(client, platform, probe)
        await own_mongod.start()
        for platform in platforms.values():
            await becomes(lambda p=platform: _status(client, p), 200, seconds=60)
    assert all(child.running for child in children.values())
    before = time.monotonic()
    for child in children.values():
        child.signal(signal.SIGTERM)
    async with asyncio.timeout(platforms["ingest"].stop_seconds + 5):
        codes = await asyncio.gather(*(child.wait() for child in children.values()))
    assert codes == [0, 0, 0, 0]
    assert time.monotonic() - before < platforms["ingest"].stop_seconds


def _url(platform: Platform, path: str) -> str:
    return f"http://127.0.0.1:{platform.http_port}/{path}"


async def _answers_all_three(client: httpx.AsyncClient, service: str, platform: Platform) -> None:
    for path in ("livez", "readyz"):
        answer = await client.get(_url(platform, path))
        assert (answer.status_code, answer.json()["failing"]) == (200, {})
    assert scraped((await client.get(_url(platform, "metrics"))).text) == told_by(service)


async def _names_mongo(client: httpx.AsyncClient, platform: Platform) -> bool:
    answer = await client.get(_url(platform, "readyz"))
    return answer.status_code == 503 and "mongo" in answer.json()["failing"]


async def _failing_on_record(client: httpx.AsyncClient, platform: Platform, probe: str) -> bool:
    """As Prometheus reads it."""
    text = (await client.get(_url(platform, "metrics"))).text
    [line] = [line for line in text.splitlines() if line.startswith(f'haichieu_probe_failing{{probe="{probe}"}} ')]
    return line.endswith(" 1.0")


async def _status(client: httpx.AsyncClient, platform: Platform) -> int:
    return (await client.get(_url(platform, "readyz"))).status_code


async def test_a_taken_port_ends_it_with_a_code_that_is_not_zero(corner: Corner) -> None:
    platform = corner.platform(mongo_database=corner.database.name)
    async with await asyncio.start_server(lambda _, writer: writer.close(), platform.http_host, platform.http_port):
        child = process(corner, "ingest", platform)
        assert await exit_code(child) == 3
