"""The ground of a measurement: mongod, a broker, topics; services are started by the measurement itself."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from aiokafka import AIOKafkaProducer

from haichieu.plan import KafkaKind, make_plan
from haichieu.stack import Stack

HOME = Path(__file__).resolve().parents[2]


@asynccontextmanager
async def ground(kafka_kind: KafkaKind) -> AsyncIterator[Stack]:
    """A stack whose servers run and whose services do not (yet)."""
    with tempfile.TemporaryDirectory(prefix="haichieu-bench-", ignore_cleanup_errors=True) as folder:
        stack = Stack(make_plan(HOME, Path(folder), kafka_kind, usual_ports=False))
        try:
            await asyncio.gather(stack.mongod.start(), stack.broker.start())
            await stack.create_topics()
            yield stack
        finally:
            await asyncio.gather(*(child.stop(20) for child in stack.services.values()))
            await asyncio.gather(stack.mongod.stop(20), stack.broker.stop(20))


async def preload(kafka: str, topic: str, records: Iterable[tuple[bytes, bytes, list[tuple[str, bytes]]]]) -> int:
    """Publish everything as fast as the broker takes it; how many."""
    producer = AIOKafkaProducer(bootstrap_servers=kafka, linger_ms=20, max_batch_size=512 * 1024, acks=1)
    await producer.start()
    number, last = 0, None
    try:
        for key, value, headers in records:
            last = await producer.send(topic, value, key=key, headers=headers)
            number += 1
        await producer.flush()
        if last is not None:
            await last
    finally:
        await producer.stop()
    return number
