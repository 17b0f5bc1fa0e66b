"""Topics come from the catalogue: what is missing is made, what is there is left alone, nothing else appears."""

import asyncio
from collections.abc import Iterable

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError
from tests.probe import Echoed, Probed, own_event
from tests.servers import APACHE, LIVE, Corner
from tests.waiting import becomes

from haichieu.ports import free_ports
from shared.contracts.catalogue import TopicSpec
from shared.messaging import topics
from shared.messaging.producer import CannotReachKafka
from shared.ops.settings import Platform

pytestmark = LIVE


def catalogue(name: str) -> tuple[TopicSpec, ...]:
    return (
        TopicSpec(own_event(Probed, f"{name}.plain.v1"), name, partitions=3),
        TopicSpec(own_event(Echoed, f"{name}.compacted.v1"), name, partitions=1, compacted=True),
    )


async def test_only_what_is_missing_is_created(corner: Corner) -> None:
    plain, compacted = catalogue(corner.name)
    assert await topics.ensure(corner.platform(), (plain,)) == [plain.name]
    # At once again, when Kafka may not list it yet: it is not created twice, and nobody says so.
    assert await topics.ensure(corner.platform(), (plain, compacted)) == [compacted.name]
    assert await topics.ensure(corner.platform(), (plain, compacted)) == []
    await becomes(lambda: partitions(corner, plain.name), 3)
    await becomes(lambda: partitions(corner, compacted.name), 1)


async def test_two_who_create_at_once_share_the_work(corner: Corner) -> None:
    plain, compacted = catalogue(corner.name)
    asked = [topics.ensure(corner.platform(), (plain, compacted)) for _ in range(4)]
    created = [name for names in await asyncio.gather(*asked) for name in names]
    assert sorted(created) == sorted([plain.name, compacted.name])


async def test_settings_may_ask_for_other_partitions(corner: Corner) -> None:
    plain, _ = catalogue(corner.name)
    await topics.ensure(corner.platform(partitions=5), (plain,))
    await becomes(lambda: partitions(corner, plain.name), 5)


@pytest.mark.skipif(not APACHE, reason="the embedded broker keeps no settings")
async def test_topics_have_their_settings(corner: Corner) -> None:
    plain, compacted = catalogue(corner.name)
    await topics.ensure(corner.platform(), (plain, compacted))
    day = 24 * 3600 * 1000
    kept = {"cleanup.policy": "delete", "retention.ms": str(21 * day), "segment.ms": str(day)}
    await becomes(lambda: configs(corner, plain.name, kept), kept)
    kept = {"cleanup.policy": "compact"}
    await becomes(lambda: configs(corner, compacted.name, kept), kept)


async def partitions(corner: Corner, name: str) -> int:
    """None are known while the broker that answers has not heard of the topic."""
    admin = AIOKafkaAdminClient(bootstrap_servers=corner.servers.broker.bootstrap)
    await admin.start()
    try:
        [found] = await admin.describe_topics([name])
        return len(found["partitions"])
    finally:
        await admin.close()


async def configs(corner: Corner, name: str, wanted: Iterable[str]) -> dict[str, str]:
    """Those of the wanted settings that the broker which answers knows."""
    admin = AIOKafkaAdminClient(bootstrap_servers=corner.servers.broker.bootstrap)
    await admin.start()
    try:
        [answer] = await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, name)])
        return {entry[0]: entry[1] for entry in answer.resources[0][4] if entry[0] in wanted}
    finally:
        await admin.close()


async def test_kafka_away_is_a_sentence() -> None:
    away = f"127.0.0.1:{free_ports(1)[0]}"
    with pytest.raises(CannotReachKafka, match=away):
        await topics.ensure(Platform(kafka=away))


@pytest.mark.skipif(not APACHE, reason="the embedded broker makes topics by itself")
async def test_a_typing_mistake_makes_no_topic(corner: Corner) -> None:
    name = f"{corner.name}.mistake.v1"
    producer = AIOKafkaProducer(bootstrap_servers=corner.servers.broker.bootstrap, request_timeout_ms=2_000)
    await producer.start()
    try:
        with pytest.raises(KafkaError):
            await producer.send_and_wait(name, b"x")
    finally:
        await producer.stop()
    admin = AIOKafkaAdminClient(bootstrap_servers=corner.servers.broker.bootstrap)
    await admin.start()
    try:
        assert name not in await admin.list_topics()
    finally:
        await admin.close()
