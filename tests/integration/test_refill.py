"""The embedded broker forgets when it dies; outboxes and inboxes know together what it has lost."""

import asyncio
from collections import Counter

import pytest
from tests.probe import Probe, message
from tests.servers import APACHE, LIVE, Corner, Servers, live, started, tally
from tests.waiting import becomes, holds

from haichieu import refill
from haichieu.kafka import EmbeddedBroker
from shared.contracts.catalogue import TopicSpec
from shared.messaging import topics

pytestmark = [*LIVE, pytest.mark.skipif(APACHE, reason="Apache Kafka keeps its records; nothing is refilled")]

COUNT = 400


async def test_a_broker_that_forgot_is_refilled_and_nothing_is_lost(
    servers: Servers, corner: Corner, monkeypatch: pytest.MonkeyPatch
) -> None:
    broker = EmbeddedBroker(servers.folder / f"{corner.name}.log")
    monkeypatch.setattr(servers, "broker", broker)
    platform = corner.platform(batch_records=20)
    probe = Probe(corner.name, platform, slow=0.1)
    spec = TopicSpec(probe.probed, corner.name, (corner.name,))
    monkeypatch.setattr(refill, "CATALOGUE", (spec,))

    def effects() -> Counter[int]:
        return tally(list(corner.database["effects"].find()), "number")

    async def some() -> bool:
        return len(effects()) >= COUNT // 10

    async def done() -> set[int]:
        return set(effects())

    async with started(broker):
        await corner.topics(*probe.topics)
        async with live(probe.service(), platform):
            async with probe.kit.work.once([]) as transaction:
                for number in range(COUNT):
                    transaction.publish(message(probe, number, "slow" if number % 20 == 0 else "ok"))
            await holds(some, "the first are done", seconds=40)
            await broker.kill()
            assert len(effects()) < COUNT
            await broker.start()
            # As the stack does it; the relay has meanwhile found the broker and "published" to topics that it forgot.
            await topics.ensure(platform, (spec, TopicSpec(probe.echoed, corner.name)))
            assert await asyncio.to_thread(refill.refill, servers.mongod.url) > 0
            await becomes(done, set(range(COUNT)), seconds=90)
    assert effects() == Counter(range(COUNT))
    assert await asyncio.to_thread(refill.refill, servers.mongod.url) == 0
