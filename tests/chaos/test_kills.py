"""Nothing lost, nothing doubled, however often anything is killed. Counted by an observer that knows no service."""

import asyncio
import json
import os
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import pytest
from tests.chaos.articles import FATES, Newsroom
from tests.chaos.editors import Editors
from tests.chaos.killer import SERVERS, kill_at_random
from tests.chaos.newsstand import Newsstand

from haichieu.census import Census, Observer, count
from haichieu.mailroom import Mailroom
from haichieu.plan import SERVICES, make_plan
from haichieu.ports import free_port
from haichieu.stack import Stack

HOME = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("KILLS", "30"))
SEED = int(os.environ.get("SEED", "2022"))
REPLICAS = 2
RATE = 4.0
SETTLE_SECONDS = 300.0
QUIET_SECONDS = 3.0

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(1_800)]


async def test_random_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    plan = make_plan(HOME, tmp_path, "apache", usual_ports=False)
    newsroom = Newsroom(SEED)
    newsstand = Newsstand(newsroom, free_port(), RATE)
    mailroom = Mailroom(plan.ports["smtp"])
    (tmp_path / "sources.json").write_text(json.dumps(newsstand.sources()), "utf-8")
    env = {
        "INGEST_SOURCES": str(tmp_path / "sources.json"),
        "INGEST_PRIVATE_ALLOWED": "true",
        "INGEST_HOST_INTERVAL_SECONDS": "0",
        "INGEST_INTERVAL_SECONDS": "1",
        # A quarter of an hour becomes four seconds.
        "INGEST_REVISIT_PACE": "0.004",
    }
    await mailroom.start()
    try:
        async with Stack(plan, env, REPLICAS) as stack:
            editors = Editors(newsroom, newsstand.base, stack.mongo_url)
            editing = asyncio.create_task(editors.run())
            await newsstand.open()
            started = time.monotonic()
            killed = await kill_at_random(stack, KILLS, SEED)
            newsstand.close()
            await stack.until_well(SETTLE_SECONDS)
            census = await _settle(stack, newsstand, editors, mailroom)
            editing.cancel()
            editors.close()
            _tell(killed, census, time.monotonic() - started)
    finally:
        await newsstand.stop()
        await mailroom.stop()
    assert census.lost == []
    assert census.doubled == []
    assert killed.total() == KILLS
    _was_worth_it(newsroom, killed, census)


async def _settle(stack: Stack, newsstand: Newsstand, editors: Editors, mailroom: Mailroom) -> Census:
    """Until every fate has come and nothing is missing, or time is up; then a little longer, for what is too much."""
    deadline = time.monotonic() + SETTLE_SECONDS

    async def look(observer: Observer) -> Census:
        evidence = await observer.look(Counter(mail.message_id for mail in mailroom.mails))
        return count(newsstand.shown(), evidence)

    async with Observer(stack.kafka, stack.mongo_url) as observer:
        while time.monotonic() < deadline:
            if not await asyncio.to_thread(editors.hurry) and not (await look(observer)).lost:
                break
            await asyncio.sleep(1)
        await asyncio.sleep(QUIET_SECONDS)
        return await look(observer)


def _was_worth_it(newsroom: Newsroom, killed: Counter[str], census: Census) -> None:
    """Every kind of publication was there, and everybody was killed."""
    assert {article.changes for article in newsroom.articles} == set(FATES)
    assert 0 < census.cases < census.relevant < census.publications
    parts = len(SERVICES) * REPLICAS + len(SERVERS)
    assert len(killed) == parts or killed.total() < parts + len(SERVERS)


def _tell(killed: Counter[str], census: Census, seconds: float) -> None:
    counted = asdict(census) | {"lost": len(census.lost), "doubled": len(census.doubled), "seconds": round(seconds, 1)}
    print(json.dumps({"kills": killed.total(), "killed": dict(killed), **counted}))
