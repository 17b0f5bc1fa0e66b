"""Ingest as a process, against outlets that want it to hang."""

import asyncio
import json
import os
import signal
import time
from pathlib import Path

import psutil
from tests.outlets import Outlet, item, page, rss
from tests.servers import LIVE, Corner
from tests.waiting import holds

from shared.messaging import topics

pytestmark = LIVE

ENDLESS = ("<p " + " ".join(f"a{number}=x" for number in range(80_000)) + ">x</p>").encode()
STOPS_WITHIN = 6


async def test_it_stops_in_the_middle_of_a_page_that_never_ends(corner: Corner, tmp_path: Path) -> None:
    platform = corner.platform(partitions=1, mongo_database=corner.database.name)
    await topics.ensure(platform)
    sources = tmp_path / "sources.json"
    async with Outlet() as outlet:
        outlet.pages |= {"/feed": page(rss(item("/1")), "application/rss+xml"), "/1": page(ENDLESS)}
        row = {"outlet_id": "bao", "outlet_name": "Báo", "url": f"{outlet.url}/feed"}
        sources.write_text(json.dumps([row]), "utf-8")
        child = corner.process(
            "ingest",
            *("-m", "ingest", "serve"),
            platform=platform,
            INGEST_SOURCES=str(sources),
            INGEST_PRIVATE_ALLOWED="true",
            INGEST_READING_SECONDS="30",
        )
        await child.start()

        async def reads() -> bool:
            return "/1" in outlet.asked

        await holds(reads, "the page was fetched")
        await asyncio.sleep(1)
        readers = psutil.Process(child.pid).children(recursive=True)
        assert len(readers) == 1
        begun = time.monotonic()
        # Only the service is told, as a container's first process is.
        os.kill(child.pid, signal.SIGTERM)
        assert await child.wait() == 0
    assert time.monotonic() - begun < STOPS_WITHIN
    assert not any(reader.is_running() and reader.status() != psutil.STATUS_ZOMBIE for reader in readers)
