"""Feeds refreshed per minute, nine in ten of them unchanged, against bare httpx doing the same GETs."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import httpx
import psutil
from tests.bench.ground import HOME, ground

from haichieu.plan import KafkaKind
from haichieu.stack import Stack
from ingest.fetching.fetcher import Fetcher
from ingest.metrics import IngestMetrics
from ingest.reading.reader import WebReader
from ingest.reading.room import ReadingRoom
from ingest.rota import Rota
from ingest.settings import Settings
from ingest.sources.schedule import Rhythm
from ingest.sources.source import Source
from ingest.store import INDEXES, IngestWork, MongoDesk
from ingest.usecases import Watch, visit_source
from ingest.watcher import Visits
from shared.kit import Kit
from shared.ops.clock import system_clock
from shared.ops.settings import Platform

CHANGING = 10
AT_ONCE, HOST_AT_ONCE = 32, 16


@dataclass(frozen=True, slots=True)
class Feeds:
    """Per second, and processor time of our own process per feed; `grown`: its memory from the first round to the
    last, in MB."""

    rate: float
    cpu_us: float
    grown: float = 0.0


async def measure_feeds(kafka_kind: KafkaKind, feeds: int, rounds: int) -> tuple[list[Feeds], list[Feeds]]:
    """Ours and bare httpx, round by round in turn, after one round that is not counted."""
    async with ground(kafka_kind) as stack, _newsstand() as url:
        watched = _Watched(stack, url, feeds)
        await watched.start()
        try:
            await watched.round()
            before = psutil.Process().memory_info().rss
            marks: dict[int, str] = {}
            await _bare(url, feeds, marks)
            pairs = [(await watched.round(), await _bare(url, feeds, marks)) for _ in range(rounds)]
        finally:
            await watched.stop()
        grown = (psutil.Process().memory_info().rss - before) / 2**20
    ours = [Feeds(one.rate, one.cpu_us, grown) for one, _ in pairs]
    return ours, [bare for _, bare in pairs]


@asynccontextmanager
async def _newsstand() -> AsyncIterator[str]:
    command = (sys.executable, "-m", "tests.bench.feed_server", str(CHANGING))
    child = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, cwd=HOME)
    assert child.stdout is not None
    try:
        yield f"http://127.0.0.1:{int(await child.stdout.readline())}"
    finally:
        child.terminate()
        await child.wait()


class _Watched:
    """Ingest's own watching, claims and writes included; only the waits between rounds are taken away."""

    def __init__(self, stack: Stack, url: str, feeds: int) -> None:
        platform = Platform.model_validate({"mongo_url": stack.mongo_url, "kafka": stack.kafka})
        settings = Settings(private_allowed=True, host_interval_seconds=0, host_at_once=HOST_AT_ONCE)
        self._kit = Kit("ingest", platform, INDEXES, IngestWork)
        self._metrics = IngestMetrics(self._kit.metrics, system_clock)
        self._fetcher, self._room = Fetcher(settings, self._metrics), ReadingRoom(settings, self._metrics)
        reader = WebReader(self._fetcher, self._room, settings, system_clock)
        rhythm = Rhythm(timedelta(hours=1))
        desk = MongoDesk(self._kit.store)
        self._watch = Watch(desk, self._kit.work, reader, system_clock, 3, 8, 1.0, rhythm=rhythm)
        self._sources = [Source(f"feed-{n}", "bench", "Báo", "online", f"{url}/feed/{n}") for n in range(feeds)]

    async def start(self) -> None:
        await self._kit.store.start()
        await self._fetcher.start()
        await self._watch.desk.add_sources(self._sources, system_clock())
        # The entries, which all feeds share, are captured before anything is measured.
        await visit_source(self._sources[0], self._watch)

    async def stop(self) -> None:
        await self._fetcher.stop()
        await self._room.stop()
        await self._kit.store.stop()

    async def round(self) -> Feeds:
        """Every source once."""
        sources, started = self._kit.store.collection("sources"), system_clock()
        await sources.update_many({}, {"$set": {"next_visit": started}})
        visits = Visits(self._watch, timedelta(hours=1), self._metrics, lambda: None, AT_ONCE)
        rota = asyncio.create_task(Rota(visits, AT_ONCE, system_clock).run())
        begun, cpu, due = time.perf_counter(), time.process_time(), 1
        while due:
            await asyncio.sleep(0.05)
            due = await sources.count_documents({"visited_at": {"$lt": started}})
        seconds, spent = time.perf_counter() - begun, time.process_time() - cpu
        rota.cancel()
        await asyncio.gather(rota, return_exceptions=True)
        return Feeds(len(self._sources) / seconds, spent / len(self._sources) * 1e6)


async def _bare(url: str, feeds: int, marks: dict[int, str]) -> Feeds:
    """What an HTTP client alone costs: the same questions, as many at once at that host, and the bodies read."""
    limits = httpx.Limits(max_connections=HOST_AT_ONCE, max_keepalive_connections=HOST_AT_ONCE)
    turns = asyncio.Semaphore(HOST_AT_ONCE)

    async def ask(client: httpx.AsyncClient, number: int) -> None:
        async with turns:
            headers = {"If-None-Match": marks[number]} if number in marks else {}
            answer = await client.get(f"{url}/feed/{number}", headers=headers)
            marks[number] = answer.headers["etag"]

    begun, cpu = time.perf_counter(), time.process_time()
    async with httpx.AsyncClient(limits=limits, trust_env=False) as client, asyncio.TaskGroup() as group:
        for number in range(feeds):
            group.create_task(ask(client, number))
    seconds, spent = time.perf_counter() - begun, time.process_time() - cpu
    return Feeds(feeds / seconds, spent / feeds * 1e6)
