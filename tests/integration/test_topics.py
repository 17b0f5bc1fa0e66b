"""Topics come from the catalogue: what is missing is made, what is there is left alone, nothing else appears."""

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError
from tests.probe import Echoed, Probed, own_event
from tests.servers import APACHE, LIVE, Corner

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
    assert await topics.ensure(corner.platform(), (plain, compacted)) == [compacted.name]
    assert await topics.ensure(corner.platform(), (plain, compacted)) == []
    assert [await corner.partitions(plain.name), await corner.partitions(compacted.name)] == [3, 1]


async def test_settings_may_ask_for_other_partitions(corner: Corner) -> None:
    plain, _ = catalogue(corner.name)
    await topics.ensure(corner.platform(partitions=5), (plain,))
    assert await corner.partitions(plain.name) == 5


@pytest.mark.skipif(not APACHE, reason="the embedded broker keeps no settings")
async def test_topics_have_their_settings(corner: Corner) -> None:
    plain, compacted = catalogue(corner.name)
    await topics.ensure(corner.platform(), (plain, compacted))
    day = 24 * 3600 * 1000
    found = await configs(corner, plain.name)
    assert (found["cleanup.policy"], found["retention.ms"]) == ("delete", str(21 * day))
    assert found["segment.ms"] == str(day)
    assert (await configs(corner, compacted.name))["cleanup.policy"] == "compact"


async def configs(corner: Corner, name: str) -> dict[str, str]:
    admin = AIOKafkaAdminClient(bootstrap_servers=corner.servers.broker.bootstrap)
    await admin.start()
    try:
        [answer] = await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, name)])
        return {entry[0]: entry[1] for entry in answer.resources[0][4]}
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
