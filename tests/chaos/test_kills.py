"""Nothing lost, nothing doubled, however often anything is killed. Counted by an observer that knows no service."""

import asyncio
import json
import os
import time
from collections import Counter
from pathlib import Path

import pytest
from tests.chaos.killer import kill_at_random
from tests.chaos.newsstand import Newsstand

from haichieu.census import Census, Observer
from haichieu.mailroom import Mailroom
from haichieu.plan import make_plan
from haichieu.ports import free_port
from haichieu.stack import Stack

HOME = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("KILLS", "30"))
SEED = int(os.environ.get("SEED", "2022"))
RATE = 6.0
SHARE = 0.3
SETTLE_SECONDS = 180.0

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(1_800)]


async def test_random_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    plan = make_plan(HOME, tmp_path, "apache", usual_ports=False)
    newsstand = Newsstand(free_port(), RATE, SHARE, SEED)
    mailroom = Mailroom(plan.ports["smtp"])
    sources = tmp_path / "sources.json"
    row = {"outlet_id": "sap-bao", "outlet_name": "Sạp báo", "medium": "online", "url": newsstand.feed}
    sources.write_text(json.dumps([row]), "utf-8")
    env = {
        "INGEST_SOURCES": str(sources),
        "INGEST_PRIVATE_ALLOWED": "true",
        "INGEST_HOST_INTERVAL_SECONDS": "0",
        "INGEST_INTERVAL_SECONDS": "1",
    }
    await mailroom.start()
    try:
        async with Stack(plan, env) as stack:
            await newsstand.open()
            started = time.monotonic()
            killed = await kill_at_random(stack, KILLS, SEED)
            newsstand.close()
            await stack.until_well(SETTLE_SECONDS)
            census = await _settle(stack, newsstand, mailroom)
            _tell(killed, census, time.monotonic() - started)
    finally:
        await newsstand.stop()
        await mailroom.stop()
    assert census.lost == []
    assert census.doubled == []
    assert census.cases > 0
    assert killed.total() == KILLS


async def _settle(stack: Stack, newsstand: Newsstand, mailroom: Mailroom) -> Census:
    deadline = time.monotonic() + SETTLE_SECONDS
    async with Observer(stack.kafka, stack.mongo_url) as observer:
        while True:
            await observer.read()
            mails = Counter(mail.message_id for mail in mailroom.mails)
            census = observer.count(newsstand.addresses(), mails)
            if not census.lost or time.monotonic() > deadline:
                await asyncio.sleep(3)
                await observer.read()
                return observer.count(newsstand.addresses(), Counter(mail.message_id for mail in mailroom.mails))
            await asyncio.sleep(1)


def _tell(killed: Counter[str], census: Census, seconds: float) -> None:
    figures = {
        "kills": killed.total(),
        "killed": dict(killed),
        "publications": census.publications,
        "cases": census.cases,
        "notices_delivered": census.notices_delivered,
        "mails_repeated": census.mails_repeated,
        "lost": len(census.lost),
        "doubled": len(census.doubled),
        "seconds": round(seconds, 1),
    }
    print(json.dumps(figures))
