"""The commands about the past and the part of the service that visits, with a real database and a real outlet."""

import argparse
import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from tests.outlets import Outlet, page
from tests.servers import Corner

from ingest.backfill.commands import add_backfill
from ingest.backfill.intake import Intake
from ingest.backfill.rounds import BackfillRounds
from ingest.backfill.store import BACKFILL_INDEXES, BackfillWork, MongoBackfills
from ingest.backfill.usecases import Backfill
from ingest.fetching.fetcher import Fetcher
from ingest.metrics import IngestMetrics
from ingest.reading.reader import WebReader
from ingest.reading.room import ReadingRoom
from ingest.rota import Rota
from ingest.settings import Settings
from ingest.sources.source import Source
from ingest.store import INDEXES, IngestWork, MongoDesk
from shared.kit import Kit
from shared.ops.clock import system_clock
from shared.ops.metrics import Metrics
from shared.store.client import Store
from shared.store.unit_of_work import UnitOfWork

TEXT = "Gần {} công nhân của một nhà máy ở phường Cam Đường bị nợ lương ba tháng; công đoàn đã đến làm việc. "
TOPIC = "ingest.publication-backfilled.v1"
PAGES = 45


def article(number: int) -> bytes:
    day = f"2021-05-0{number % 9 + 1}T08:00:00+07:00"
    head = f'<title>Chuyện số {number}</title><meta property="article:published_time" content="{day}">'
    story = "".join(f"<p>{TEXT.format(number * 37 + line)}</p>" for line in range(6))
    return (
        f"<html><head>{head}</head><body><article><h1>Chuyện số {number}</h1>{story}</article></body></html>".encode()
    )


def sitemap(*addresses: str) -> bytes:
    return ("<urlset>" + "".join(f"<url><loc>{one}</loc></url>" for one in addresses) + "</urlset>").encode()


class House:
    """The database, the commands, and the part of the service that visits."""

    def __init__(self, store: Store, corner: Corner, source: Source) -> None:
        self.store, self.corner, self.source = store, corner, source
        self._settings = Settings()
        self._metrics = IngestMetrics(Metrics("ingest"), system_clock)
        parser = argparse.ArgumentParser()
        add_backfill(parser.add_subparsers(required=True), self._opened)
        self._parser = parser

    @asynccontextmanager
    async def _opened(self) -> AsyncIterator[Store]:
        store = Store(self.corner.platform().mongo_url.get_secret_value(), self.corner.database.name, ())
        await store.start()
        try:
            yield store
        finally:
            await store.stop()

    async def say(self, *words: str) -> int:
        """In a thread: a command has an event loop of its own."""
        given = self._parser.parse_args(list(words))
        return int(await asyncio.to_thread(given.run, given))

    @asynccontextmanager
    async def visiting(self) -> AsyncIterator[None]:
        fetcher, room = Fetcher(self._settings, self._metrics), ReadingRoom(self._settings, self._metrics)
        await fetcher.start()
        reader = WebReader(fetcher, room, self._settings, system_clock, yielding=True)
        works = UnitOfWork(self.store, BackfillWork, lambda: None)
        backfill = Backfill(Intake(MongoDesk(self.store), works, system_clock), reader)
        rounds = BackfillRounds(backfill, MongoBackfills(self.store), self._metrics)
        task = asyncio.create_task(Rota(rounds, 1, system_clock).run())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await fetcher.stop()
            await room.stop()

    def events(self) -> list[Any]:
        rows = self.corner.database["outbox"].find({"topic": TOPIC}).sort("_id")
        return [json.loads(bytes(row["body"])) for row in rows]

    def published(self) -> None:
        """As the relay would: what waited has left."""
        self.corner.database["outbox"].update_many({}, {"$unset": {"pending": ""}})


@asynccontextmanager
async def open_archive() -> AsyncIterator[Outlet]:
    """An index of one sitemap of so many pages, one of which is gone."""
    async with Outlet() as outlet:
        outlet.pages |= {f"/cu/{number}": page(article(number)) for number in range(PAGES)}
        index = f"<sitemapindex><sitemap><loc>{outlet.url}/2021.xml</loc></sitemap></sitemapindex>".encode()
        outlet.pages["/sitemap.xml"] = page(index, "application/xml")
        listed = [f"{outlet.url}/cu/{number}" for number in range(PAGES)]
        outlet.pages["/2021.xml"] = page(sitemap(*listed, f"{outlet.url}/mat"), "application/xml")
        yield outlet


@asynccontextmanager
async def open_past(corner: Corner, outlet: Outlet, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    monkeypatch.setenv("INGEST_PRIVATE_ALLOWED", "true")
    monkeypatch.setenv("INGEST_HOST_INTERVAL_SECONDS", "0")
    kit = Kit("ingest", corner.platform(mongo_database=corner.database.name), (*INDEXES, *BACKFILL_INDEXES), IngestWork)
    await kit.store.start()
    source = Source("nguon", "bao", "Báo", "online", f"{outlet.url}/feed", section=f"{outlet.url}/sitemap.xml")
    await MongoDesk(kit.store).add_sources([source], system_clock())
    yield House(kit.store, corner, source)
    await kit.store.stop()
