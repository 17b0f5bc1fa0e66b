"""Classify's copy of the directory on the real MongoDB: what one replica heard, every replica answers by."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
import pytest_asyncio
from tests.servers import LIVE, Corner
from tests.waiting import becomes

from casework.outgoing import body_event
from casework.store.bodies import packaged_bodies
from classify import unit_directory
from classify.handlers import on_bodies_changed
from classify.judgement import Judge
from classify.store import INDEXES, ClassifyWork
from classify.unit_directory import UnitDirectory
from classify.unit_store import MongoUnitTable
from haichieu.commands.classify import packaged_units
from shared.contracts.casework import BodyChangedV1
from shared.kit import Kit
from shared.messaging.arrivals import Arrival
from shared.messaging.testing import a_record

pytestmark = LIVE

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
TITLE = "Công nhân Gang thép Lào Cai bị nợ lương, đoàn công tác từ phường Sa Pa đến thăm"


@pytest_asyncio.fixture(loop_scope="session")
async def kit(corner: Corner) -> AsyncIterator[Kit[ClassifyWork]]:
    made = Kit("classify", corner.platform(mongo_database=corner.database.name), INDEXES, ClassifyWork)
    await made.store.start()
    yield made
    await made.store.stop()


def arrivals(version: int, *only: str) -> list[Arrival[BodyChangedV1]]:
    events = [body_event(body, version, NOW) for body in packaged_bodies() if not only or body.id in only]
    return [Arrival(event, a_record(event.TOPIC, b"")) for event in events]


async def test_every_replica_answers_as_the_packaged_table_does(
    kit: Kit[ClassifyWork], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unit_directory, "RELOAD_SECONDS", 0.05)
    one, other = (UnitDirectory(MongoUnitTable(kit.store)) for _ in range(2))
    await other.start()
    watching = asyncio.create_task(other.watch())
    hear = on_bodies_changed(kit.work, one.refresh)
    await hear(arrivals(2))
    await hear(arrivals(1, "ban-cd-kcn"))
    judgement = Judge().judge(TITLE, "")
    for day in (date(2025, 6, 30), date(2025, 7, 1), date(2026, 11, 24)):
        expected = packaged_units().answering(judgement, TITLE, day)
        assert expected
        assert one.current().answering(judgement, TITLE, day) == expected

        async def elsewhere(day: date = day) -> object:
            return other.current().answering(judgement, TITLE, day)

        await becomes(elsewhere, expected)
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching
