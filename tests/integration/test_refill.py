"""The embedded broker forgets when it dies; outboxes and inboxes know together what it has lost."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pymongo import MongoClient
from tests.probe import Probe, message
from tests.servers import APACHE, LIVE, Corner, Servers, bodies, started, tally
from tests.waiting import becomes, holds

from haichieu import refill
from haichieu.kafka import EmbeddedBroker
from shared.contracts.catalogue import TopicSpec
from shared.messaging import topics
from shared.messaging.testing import a_record
from shared.posting import Parcel

pytestmark = [*LIVE, pytest.mark.skipif(APACHE, reason="Apache Kafka keeps its records; nothing is refilled")]

COUNT = 400


async def test_a_broker_that_forgot_is_refilled_and_nothing_is_lost(
    servers: Servers, corner: Corner, monkeypatch: pytest.MonkeyPatch
) -> None:
    broker = EmbeddedBroker(servers.folder / f"{corner.name}.log")
    monkeypatch.setattr(servers, "broker", broker)
    platform = corner.platform(batch_records=20, partitions=2)
    probe = Probe(corner.name, platform)
    catalogue = (TopicSpec(probe.probed, corner.name, (corner.name,)), TopicSpec(probe.echoed, corner.name))
    monkeypatch.setattr(refill, "CATALOGUE", catalogue)

    def effects() -> Counter[int]:
        return tally(list(corner.database["effects"].find()), "number")

    async def some() -> bool:
        return len(effects()) >= COUNT // 10

    async def done() -> set[int]:
        return set(effects())

    async def echoes() -> set[int]:
        return {body["number"] for body in bodies(await corner.read(probe.echoed.TOPIC))}

    async with started(broker):
        await corner.topics(*probe.topics)
        names = {"PROBE_NAME": corner.name, "PROBE_SLOW": "0.1"}
        process = corner.process("probe", "-m", "tests.probe", "serve", platform=platform, **names)
        await process.start()
        await probe.kit.store.start()
        async with probe.kit.work.once([]) as transaction:
            for number in range(COUNT):
                transaction.publish(message(probe, number, "slow" if number % 20 == 0 else "ok"))
        await holds(some, "the first are done", seconds=40)
        await broker.kill()
        # As the stack does it: whoever knows the old offsets ends first.
        await process.kill()
        assert len(effects()) < COUNT
        await broker.start()
        await topics.ensure(platform, catalogue)
        assert await refill.refill(platform) > 0
        await process.start()
        await becomes(done, set(range(COUNT)), seconds=60)
        await becomes(echoes, set(range(COUNT)))
    await probe.kit.store.stop()
    assert effects() == Counter(range(COUNT))


async def test_it_is_given_all_that_its_topics_would_still_hold_and_nothing_that_would_be_parked_again(
    servers: Servers, corner: Corner, monkeypatch: pytest.MonkeyPatch
) -> None:
    probe = Probe(corner.name, corner.platform())
    spec, without = TopicSpec(probe.probed, corner.name, (corner.name,)), TopicSpec(probe.echoed, corner.name)
    monkeypatch.setattr(refill, "CATALOGUE", (spec, without))
    parked = corner.database["parked"]

    async def published() -> list[str]:
        """What was pending, as if the broker had taken it before it died."""
        outbox = corner.database["outbox"]
        ids = [row["_id"] for row in outbox.find({"pending": True}).sort("_id", 1)]
        taken = {"$unset": {"pending": ""}, "$set": {"published_at": datetime.now(UTC)}}
        outbox.update_many({"_id": {"$in": ids}}, taken)
        return ids

    async def parks(place: int, value: bytes, event_id: str | None = None) -> None:
        record = replace(a_record(spec.name, value), offset=place)
        await probe.kit.parking.park(Parcel(record, corner.name, "Unreadable", "?", 1, event_id, ""))

    async def replayed(place: int) -> str:
        await probe.kit.parking.replay(parked.find_one({"offset": place})["_id"], "somebody")
        return (await published())[-1]

    await probe.kit.store.start()
    own, echo, old, readable = (message(probe, number) for number in range(4))
    old = old.model_copy(update={"event_id": "00000000-0000-7000-8000-000000000000"})
    async with probe.kit.work.once([]) as transaction:
        for event in (own, old, probe._echo(echo)):
            transaction.publish(event)
    _, *fresh = await published()
    await parks(1, readable.model_dump_json().encode(), readable.event_id)
    await parks(2, b"read by nobody yet")
    await parks(3, b"parked a second time")
    await parks(4, own.model_dump_json().encode(), own.event_id)
    announced = await published()
    lost = [await replayed(1), await replayed(2)]
    given_up = await replayed(3)
    await asyncio.sleep(0.005)
    await parks(5, b"parked a second time")
    await published()
    with MongoClient(servers.mongod.url, tz_aware=True) as client:
        again = [row["_id"] for row in refill.remembered(client)]
    assert sorted(again) == sorted([*fresh, *lost])
    assert not {given_up, old.event_id, *announced} & set(again), "the parked topic is not in this catalogue"
    await probe.kit.store.stop()
