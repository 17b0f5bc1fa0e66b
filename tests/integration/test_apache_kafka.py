"""The real broker: what it has acknowledged outlives a crash, and it never outlives the one who started it."""

import asyncio
import os
import signal
import socket
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from tests.servers import HOME, started

from haichieu.child import NotReady
from haichieu.kafka import ApacheKafka

TOPIC = "crash.v1"
PARTITIONS = 3
RECORDS = 1_000

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(
        os.environ.get("HAICHIEU_KAFKA_KIND") != "apache",
        reason="needs a JVM: run deploy/kafka/kafka.sh fetch, then set HAICHIEU_KAFKA_KIND=apache",
    ),
]


async def create_topic(bootstrap: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        answer = await admin.create_topics([NewTopic(TOPIC, num_partitions=PARTITIONS, replication_factor=1)])
    finally:
        await admin.close()
    assert [(topic, code) for topic, code, *_ in answer.topic_errors] == [(TOPIC, 0)]


async def produce(bootstrap: str) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, enable_idempotence=True, acks="all")
    await producer.start()
    try:
        sent = [await producer.send(TOPIC, str(n).encode(), key=str(n).encode()) for n in range(RECORDS)]
        await asyncio.gather(*sent)
    finally:
        await producer.stop()


async def consume(bootstrap: str, group: str) -> Counter[int]:
    consumer = AIOKafkaConsumer(
        TOPIC, bootstrap_servers=bootstrap, group_id=group, auto_offset_reset="earliest", enable_auto_commit=False
    )
    await consumer.start()
    try:
        seen: Counter[int] = Counter()
        while batches := await consumer.getmany(timeout_ms=2_000):
            seen.update(int(record.value) for batch in batches.values() for record in batch)
            await consumer.commit()
        return seen
    finally:
        await consumer.stop()


async def test_acknowledged_records_outlive_kill_9_once_each(tmp_path: Path) -> None:
    kafka = ApacheKafka(HOME, tmp_path / "kafka")
    async with started(kafka):
        await create_topic(kafka.bootstrap)
        await produce(kafka.bootstrap)
        first_pid, cluster = kafka.pid, (tmp_path / "kafka" / "cluster.id").read_text()

        await kafka.kill()
        assert not psutil.pid_exists(first_pid)
        await kafka.start()

        assert kafka.pid != first_pid
        assert (tmp_path / "kafka" / "cluster.id").read_text() == cluster
        assert await consume(kafka.bootstrap, "readers") == Counter(range(RECORDS))


async def test_committed_offsets_outlive_kill_9(tmp_path: Path) -> None:
    kafka = ApacheKafka(HOME, tmp_path / "kafka")
    async with started(kafka):
        await create_topic(kafka.bootstrap)
        await produce(kafka.bootstrap)
        assert (await consume(kafka.bootstrap, "readers")).total() == RECORDS

        await kafka.kill()
        await kafka.start()

        assert (await consume(kafka.bootstrap, "readers")).total() == 0


async def test_death_before_ready_shows_the_log(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        kafka = ApacheKafka(HOME, tmp_path / "kafka", port=taken.getsockname()[1])
        with pytest.raises(NotReady, match="Address already in use"):
            await kafka.start()


def ends(process: psutil.Process, seconds: float) -> bool:
    """An orphan may stay a zombie for as long as init likes; dead is dead."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with suppress(psutil.NoSuchProcess):
            if process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
                time.sleep(0.05)
                continue
        return True
    return False


PARENT = """
import asyncio, pathlib, sys
from haichieu.kafka import ApacheKafka

async def main():
    kafka = ApacheKafka(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
    await kafka.start()
    print(kafka.pid, flush=True)
    await asyncio.sleep(600)

asyncio.run(main())
"""


async def test_no_java_is_left_when_the_parent_is_killed(tmp_path: Path) -> None:
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PARENT, str(HOME), str(tmp_path / "kafka"), stdout=asyncio.subprocess.PIPE
    )
    assert parent.stdout is not None
    java = psutil.Process(int(await parent.stdout.readline()))
    assert java.name() == "java"

    parent.send_signal(signal.SIGKILL)
    await parent.wait()

    assert await asyncio.to_thread(ends, java, 10.0)
