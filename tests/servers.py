"""What the integration tests run against: one real mongod and one real broker, and for each test a corner of them.

HAICHIEU_KAFKA_KIND chooses the broker: embedded (default) or apache. Everything is started here on free ports and
stopped here; setpriv sees to it that nothing outlives a killed test run.
"""

import json
import os
import sys
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from pymongo import MongoClient
from pymongo.database import Database

from haichieu.child import Child
from haichieu.kafka import ApacheKafka, EmbeddedBroker
from haichieu.mongod import Mongod
from haichieu.ports import free_ports
from haichieu.stack import answers
from shared.messaging.topics import TOPIC_EXISTS
from shared.ops.serve import Service, Shell
from shared.ops.settings import Platform

HOME = Path(__file__).resolve().parents[1]
APACHE = os.environ.get("HAICHIEU_KAFKA_KIND", "embedded") == "apache"
BIG = 20 * 1024 * 1024

LIVE = [pytest.mark.integration, pytest.mark.asyncio(loop_scope="session")]

ChildKind = TypeVar("ChildKind", bound=Child)

Header = tuple[str, bytes | None]
Document = dict[str, Any]


def new_broker(folder: Path) -> ApacheKafka | EmbeddedBroker:
    return ApacheKafka(HOME, folder / "kafka") if APACHE else EmbeddedBroker(folder / "kafka.log")


@asynccontextmanager
async def started(child: ChildKind) -> AsyncIterator[ChildKind]:
    try:
        await child.start()
        yield child
    finally:
        await child.kill()


@dataclass(slots=True)
class Servers:
    """Both servers; `folder` is for logs and data of whatever a test starts."""

    mongod: Mongod
    broker: ApacheKafka | EmbeddedBroker
    folder: Path
    mongo: MongoClient[Document]

    def platform(self, **changes: object) -> Platform:
        common = {
            "kafka": self.broker.bootstrap,
            "mongo_url": self.mongod.url,
            "idempotence": "required" if APACHE else "when-available",
            "fetch_wait": "broker" if APACHE else "adaptive",
            # As short as each broker allows: a killed member is missed for so long, and the embedded one lets every
            # new group wait for it too.
            "session_seconds": 6.0 if APACHE else 3.0,
            "http_port": free_ports(1)[0],
            "retry_seconds": 2.0,
            "pause_seconds": 0.3,
        }
        return Platform.model_validate(common | changes)


@dataclass(slots=True)
class Corner:
    """A name that nobody else uses: service, group, topics and database of one test are called by it."""

    name: str
    servers: Servers
    mongo: MongoClient[Document]
    children: list[Child] = field(default_factory=list)

    @property
    def database(self) -> Database[Document]:
        return self.mongo[f"haichieu_{self.name}"]

    def platform(self, **changes: object) -> Platform:
        return self.servers.platform(**changes)

    async def topics(self, *names: str, partitions: int = 2, **settings: str) -> None:
        """Create these topics. Settings are for Apache Kafka; the embedded broker takes what comes."""
        configs = {key.replace("_", "."): value for key, value in settings.items()} if APACHE else {}
        admin = AIOKafkaAdminClient(bootstrap_servers=self.servers.broker.bootstrap)
        await admin.start()
        try:
            answer = await admin.create_topics([NewTopic(name, partitions, 1, topic_configs=configs) for name in names])
        finally:
            await admin.close()
        # Once it runs again, the embedded broker makes a topic by itself for whoever publishes to it first.
        assert {code for _, code, *_ in answer.topic_errors} <= ({0} if APACHE else {0, TOPIC_EXISTS})

    async def partitions(self, topic: str) -> int:
        admin = AIOKafkaAdminClient(bootstrap_servers=self.servers.broker.bootstrap)
        await admin.start()
        try:
            [found] = await admin.describe_topics([topic])
        finally:
            await admin.close()
        assert found["partitions"], f"there is no topic {topic}"
        return len(found["partitions"])

    @asynccontextmanager
    async def producer(self) -> AsyncIterator[AIOKafkaProducer]:
        producer = AIOKafkaProducer(bootstrap_servers=self.servers.broker.bootstrap, max_request_size=BIG, acks="all")
        await producer.start()
        try:
            yield producer
        finally:
            await producer.stop()

    async def read(self, topic: str) -> list[ConsumerRecord]:
        """All records of a topic now, by a reader outside every group."""
        async with self._reader(topic, None) as (consumer, parts):
            await consumer.seek_to_beginning(*parts)
            ends, records = await consumer.end_offsets(parts), []
            # The embedded broker names as the end the last batch's first record, so we read on until nothing comes.
            longest = 50 if APACHE else 500
            while batches := await consumer.getmany(timeout_ms=longest, max_records=5_000) or await _missing(
                consumer, ends
            ):
                records += [record for batch in batches.values() for record in batch]
            return records

    async def lag(self, topic: str, group: str | None = None) -> int:
        """Records of the topic that the corner's group has not committed."""
        ends: dict[int, int] = {}
        for record in await self.read(topic):
            ends[record.partition] = max(ends.get(record.partition, 0), record.offset + 1)
        # In the group, but assigned by hand: it asks for offsets and disturbs nobody.
        async with self._reader(topic, group or self.name) as (consumer, parts):
            committed = {part.partition: await consumer.committed(part) or 0 for part in parts}
        return sum(end - committed[number] for number, end in ends.items())

    async def rewind(self, topic: str) -> None:
        """Let the group, which must have no members now, begin again."""
        async with self._only_member(topic, self.name) as consumer:
            await consumer.commit(dict.fromkeys(consumer.assignment(), 0))

    async def skip(self, topic: str, group: str) -> None:
        """A real group, which must have no members now, has no part in what other tests have left in a real topic."""
        records = await self.read(topic)
        async with self._only_member(topic, group) as consumer:
            offsets = dict.fromkeys(consumer.assignment(), 0)
            for record in records:
                offsets[TopicPartition(topic, record.partition)] = record.offset + 1
            await consumer.commit(offsets)

    @asynccontextmanager
    async def _only_member(self, topic: str, group: str) -> AsyncIterator[AIOKafkaConsumer]:
        """The embedded broker takes offsets from members only."""
        consumer = AIOKafkaConsumer(
            topic, bootstrap_servers=self.servers.broker.bootstrap, group_id=group, enable_auto_commit=False
        )
        await consumer.start()
        try:
            yield consumer
        finally:
            await consumer.stop()

    @asynccontextmanager
    async def _reader(
        self, topic: str, group: str | None
    ) -> AsyncIterator[tuple[AIOKafkaConsumer, list[TopicPartition]]]:
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self.servers.broker.bootstrap,
            group_id=group,
            enable_auto_commit=False,
            fetch_max_wait_ms=50,
            max_partition_fetch_bytes=BIG,
        )
        await consumer.start()
        try:
            parts = [TopicPartition(topic, number) for number in range(await self.partitions(topic))]
            consumer.assign(parts)
            yield consumer, parts
        finally:
            await consumer.stop()

    def process(self, name: str, *command: str, platform: Platform | None = None, **env: str) -> Child:
        """A service as its own process, ready when /readyz says so; ends with the test at the latest."""
        platform = platform or self.platform()
        child = Child(
            name,
            [sys.executable, *command],
            self.servers.folder / f"{self.name}-{name}-{len(self.children)}.log",
            lambda: answers(f"http://127.0.0.1:{platform.http_port}/readyz"),
            environment(platform) | env,
        )
        self.children.append(child)
        return child

    async def close(self) -> None:
        for child in self.children:
            await child.kill()
        for name in (self.database.name, f"{self.database.name}_audit"):
            self.mongo.drop_database(name)


async def _missing(consumer: AIOKafkaConsumer, ends: dict[TopicPartition, int]) -> dict[Any, Any]:
    """More records, if some are known to be there."""
    if all([await consumer.position(part) >= end for part, end in ends.items()]):
        return {}
    return await consumer.getmany(timeout_ms=5_000, max_records=5_000)


def environment(platform: Platform) -> dict[str, str]:
    """The settings as a child process gets them."""
    own = {f"HAICHIEU_{key.upper()}": str(value) for key, value in platform.model_dump().items()}
    own["HAICHIEU_MONGO_URL"] = platform.mongo_url.get_secret_value()
    outer = {key: value for key, value in os.environ.items() if not key.startswith("HAICHIEU_")}
    return {**outer, "PYTHONPATH": str(HOME), **own}


@asynccontextmanager
async def live(service: Service, platform: Platform) -> AsyncIterator[httpx.AsyncClient]:
    """The service inside this process, in its real shell; its HTTP answers without a port."""
    shell = Shell(service, platform)
    transport = httpx.ASGITransport(app=shell.app)
    async with (
        shell.app.router.lifespan_context(shell.app),
        httpx.AsyncClient(transport=transport, base_url="http://service") as api,
    ):
        yield api


async def ready(api: httpx.AsyncClient) -> bool:
    return (await api.get("/readyz")).is_success


async def failing(api: httpx.AsyncClient) -> set[str]:
    return set((await api.get("/readyz")).json()["failing"])


def bodies(records: Sequence[ConsumerRecord]) -> list[Document]:
    return [json.loads(record.value) for record in records]


def tally(rows: Sequence[Document], field_name: str) -> Counter[Any]:
    return Counter(row[field_name] for row in rows)
