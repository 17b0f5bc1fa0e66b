"""A producer that is given up: at once, with its deliveries failed, and nothing of it left to send them later."""

import asyncio
import time

import pytest
from aiokafka.errors import KafkaError
from tests.integration.test_relay import own_broker
from tests.probe import Probe
from tests.servers import LIVE, Corner, Servers

from shared.messaging.producer import abandon, start_producer

pytestmark = LIVE


async def test_what_a_dead_broker_never_confirms_is_given_up_at_once(servers: Servers, corner: Corner) -> None:
    async with own_broker(servers, corner) as broker:
        platform = corner.platform()
        probe = Probe(corner.name, platform)
        await corner.topics(*probe.topics, partitions=1)
        before = asyncio.all_tasks()
        producer = await start_producer(platform, corner.name)
        await producer.partitions_for(probe.probed.TOPIC)
        await broker.kill()
        delivery = await producer.send(probe.probed.TOPIC, b"x", key=b"k")
        started = time.monotonic()
        await abandon(producer)
        assert time.monotonic() - started < 4
        with pytest.raises(KafkaError, match="did not confirm"):
            await delivery
        await asyncio.sleep(0.2)
        assert asyncio.all_tasks() == before


async def test_one_with_nothing_to_do_ends_in_order(corner: Corner) -> None:
    before = asyncio.all_tasks()
    producer = await start_producer(corner.platform(), corner.name)
    await abandon(producer)
    await asyncio.sleep(0.1)
    assert asyncio.all_tasks() == before
