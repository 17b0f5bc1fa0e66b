"""A consumer that gets nothing although records wait says so at /livez; one that has nothing to do does not."""

from typing import Any

import httpx
import pytest
from tests.probe import Probe, message, wire
from tests.servers import LIVE, Corner, live, ready
from tests.waiting import holds, stays

from shared.messaging.consumer import Consumer

pytestmark = LIVE


async def _live(api: httpx.AsyncClient) -> bool:
    return (await api.get("/livez")).is_success


async def _starves(api: httpx.AsyncClient) -> bool:
    failing: dict[str, str] = (await api.get("/livez")).json()["failing"]
    return "records wait" in failing.get("progress", "")


async def test_records_that_never_come_are_told_and_an_idle_topic_is_not(
    corner: Corner, monkeypatch: pytest.MonkeyPatch
) -> None:
    probe = Probe(corner.name, corner.platform())
    await corner.topics(*probe.topics)
    service = probe.service()
    [consumer] = [part for part in service.parts if isinstance(part, Consumer)]
    monkeypatch.setattr(consumer._progress, "_limit", 5.0)
    async with live(service, probe.platform) as api, corner.producer() as producer:
        await holds(lambda: ready(api), "assigned", seconds=60)
        await producer.send_and_wait(probe.probed.TOPIC, **wire(message(probe, 1)))
        await holds(lambda: _handled(corner, 1), "the first is handled")
        await stays(lambda: _live(api), True, seconds=8)
        kafka: Any = consumer._kafka
        kafka.pause(*kafka.assignment())
        # More than one, since the embedded broker names as the end of a topic the first record of its last batch.
        for number in (2, 3, 4, 5):
            await producer.send_and_wait(probe.probed.TOPIC, **wire(message(probe, number, subject_id="s")))
        await holds(lambda: _starves(api), "it starves", seconds=20)
        kafka.resume(*kafka.paused())
        await holds(lambda: _live(api), "it goes on", seconds=20)


async def _handled(corner: Corner, number: int) -> bool:
    return corner.database["effects"].count_documents({}) >= number
