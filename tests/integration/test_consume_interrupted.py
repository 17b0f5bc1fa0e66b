"""A batch is interrupted in every way there is; each message has its effect once."""

import asyncio
import json
import signal
from collections import Counter
from contextlib import AsyncExitStack

import pytest
from pymongo import MongoClient
from tests.probe import Probe, message, wire
from tests.servers import APACHE, LIVE, Corner, Document, Servers, bodies, live, ready, started, tally
from tests.waiting import becomes, holds

from haichieu.mongod import Mongod
from haichieu.ports import free_ports

pytestmark = LIVE

JOIN = 60.0
"""Seconds; a member that was killed is missed by its group for ten."""


async def send(corner: Corner, probe: Probe, numbers: range, slow: int | None = None) -> None:
    """All at once; the one whose number is `slow` takes its time."""
    events = [message(probe, number, "slow" if number == slow else "ok") for number in numbers]
    async with corner.producer() as producer:
        await asyncio.gather(*[await producer.send(probe.probed.TOPIC, **wire(event)) for event in events])


def effects(corner: Corner) -> Counter[int]:
    return tally(list(corner.database["effects"].find()), "number")


async def all_done_once(corner: Corner, probe: Probe, numbers: range) -> None:
    """In the database, in the offsets and on the topic that follows."""

    async def done() -> set[int]:
        return set(effects(corner))

    async def echoed() -> set[int]:
        return set(tally(bodies(await corner.read(probe.echoed.TOPIC)), "number"))

    await becomes(done, set(numbers), seconds=JOIN)
    assert effects(corner) == Counter(numbers)
    await becomes(lambda: corner.lag(probe.probed.TOPIC), 0)
    await becomes(echoed, set(numbers))
    # Where the relay was killed between publishing and marking, the same event stands twice; its id says so.
    rows = bodies(await corner.read(probe.echoed.TOPIC))
    assert tally(list({row["event_id"]: row for row in rows}.values()), "number") == Counter(numbers)


@pytest.mark.skipif(not APACHE, reason="half a minute there; the next test shows the same on the embedded broker")
async def test_redelivery_has_no_second_effect(corner: Corner) -> None:
    probe = Probe(corner.name, corner.platform())
    await corner.topics(*probe.topics)
    await send(corner, probe, range(50))
    async with live(probe.service(), probe.platform):
        await all_done_once(corner, probe, range(50))
    await corner.rewind(probe.probed.TOPIC)
    again = Probe(corner.name, corner.platform())
    await send(corner, again, range(50, 60))
    async with live(again.service(), again.platform) as api:
        await all_done_once(corner, again, range(60))
        metrics = (await api.get("/metrics")).text
    assert 'haichieu_messages_total{event="Probed",outcome="duplicate"} 50.0' in metrics
    assert 'haichieu_messages_total{event="Probed",outcome="done"} 10.0' in metrics


async def test_the_same_event_twice_on_the_topic_has_one_effect(corner: Corner) -> None:
    probe = Probe(corner.name, corner.platform())
    await corner.topics(*probe.topics)
    async with corner.producer() as producer:
        for number in range(10):
            record = wire(message(probe, number))
            for partition in (0, 1, 1):
                await producer.send_and_wait(probe.probed.TOPIC, **record, partition=partition)
    async with live(probe.service(), probe.platform):
        await all_done_once(corner, probe, range(10))


async def test_mongo_killed_in_a_batch_and_back(servers: Servers, corner: Corner) -> None:
    own = Mongod(servers.folder / corner.name, servers.folder / f"{corner.name}.log", port=free_ports(1)[0])
    corner = Corner(corner.name, servers, MongoClient(own.url))
    async with started(own):
        probe = Probe(corner.name, corner.platform(mongo_url=own.url), slow=2.0)
        await corner.topics(*probe.topics)
        await send(corner, probe, range(20), slow=0)
        async with live(probe.service(), probe.platform) as api:
            await holds(lambda: _has_begun(probe), "a batch is in hand", seconds=JOIN)
            await own.kill()
            assert not await ready(api)
            assert (await api.get("/livez")).is_success
            probe.slow = 0.0
            await own.start()
            await all_done_once(corner, probe, range(20))
            await holds(lambda: ready(api), "ready again by itself")
        corner.mongo.close()


async def _has_begun(probe: Probe) -> bool:
    return probe.batches > 0


async def test_stop_waits_for_the_batch_in_hand(corner: Corner) -> None:
    code = await _interrupted(corner, signal.SIGTERM, slow=0.5, stop_seconds=15)
    assert code == 0
    assert effects(corner) == Counter(range(5))
    probe = Probe(corner.name, corner.platform())
    assert await corner.lag(probe.probed.TOPIC) == 0


SLOW_THERE = pytest.mark.skipif(not APACHE, reason="25 s there; kill -9 and the waiting stop are shown on both")


@pytest.mark.parametrize("number", [pytest.param(signal.SIGTERM, marks=SLOW_THERE), signal.SIGKILL])
async def test_interrupted_by_a_signal_it_comes_again_once(corner: Corner, number: signal.Signals) -> None:
    code = await _interrupted(corner, number, slow=600, stop_seconds=1)
    assert code == (0 if number is signal.SIGTERM else -signal.SIGKILL)
    if number is signal.SIGTERM:
        [line] = [line for line in logged(corner) if line["action"] == "consumer.cut_off"]
        assert (line["level"], line["records"]) == ("WARNING", 5)
    assert effects(corner) == Counter()
    probe = Probe(corner.name, corner.platform())
    async with live(probe.service(), probe.platform):
        await all_done_once(corner, probe, range(5))


def logged(corner: Corner) -> list[Document]:
    """The lines of the one process, those of the service itself."""
    lines = map(json.loads, corner.children[0].log.read_text("utf-8").splitlines())
    return [line for line in lines if "action" in line]


async def _interrupted(corner: Corner, number: signal.Signals, slow: float, stop_seconds: float) -> int:
    """A real process, five messages in its hand, the first of them slow, then the signal. The exit code."""
    platform = corner.platform(stop_seconds=stop_seconds)
    probe = Probe(corner.name, platform)
    await corner.topics(*probe.topics, partitions=1)
    names = {"PROBE_NAME": corner.name, "PROBE_SLOW": str(slow)}
    process = corner.process("probe", "-m", "tests.probe", "serve", platform=platform, **names)
    await process.start()
    await send(corner, probe, range(5), slow=0)
    await holds(lambda: _in_transaction(corner), "the batch is in hand", seconds=JOIN)
    process.signal(number)
    async with asyncio.timeout(stop_seconds + 10):
        return await process.wait()


async def _in_transaction(corner: Corner) -> bool:
    """Somebody holds a transaction open that has written here."""
    operations = corner.servers.mongo.admin.aggregate(
        [
            {"$currentOp": {"idleSessions": True, "allUsers": True}},
            {"$match": {"client_s": {"$exists": False}, "transaction.parameters.autocommit": False}},
        ]
    )
    names = [
        row.get("appName") or row.get("clientMetadata", {}).get("application", {}).get("name") for row in operations
    ]
    return f"haichieu-{corner.database.name}" in names


async def test_replicas_come_and_go_under_load(corner: Corner) -> None:
    first, second = (Probe(corner.name, corner.platform(batch_records=20)) for _ in range(2))
    await corner.topics(*first.topics, partitions=4)
    enough = asyncio.Event()
    load = asyncio.create_task(_load(corner, first, enough))
    async with live(first.service(), first.platform) as api:
        await holds(lambda: ready(api), "ready", seconds=JOIN)
        async with AsyncExitStack() as stack:
            other = await stack.enter_async_context(live(second.service(), second.platform))
            await holds(lambda: ready(other), "the second is ready", seconds=JOIN)
            await holds(lambda: _has_begun(second), "the second has work", seconds=JOIN)
        enough.set()
        count = await load
        await all_done_once(corner, first, range(count))
    assert first.batches
    assert second.batches


async def _load(corner: Corner, probe: Probe, enough: asyncio.Event) -> int:
    """A hundred messages a second until everybody had a turn; how many."""
    number = 0
    async with corner.producer() as producer:
        while not enough.is_set():
            await producer.send(probe.probed.TOPIC, **wire(message(probe, number)))
            number += 1
            await asyncio.sleep(0.01)
    return number
