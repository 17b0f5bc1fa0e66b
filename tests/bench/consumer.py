"""shared.messaging's batch consumer against raw getmany + commit + the same parse, from the same full topic."""

import asyncio
import statistics
import time
from collections.abc import Sequence

from aiokafka import AIOKafkaConsumer
from tests.bench.ground import ground, preload
from tests.bench.material import Press, wire

from haichieu.plan import KafkaKind
from haichieu.stack import Stack
from shared.contracts.ingest import PublicationCapturedV1
from shared.messaging.arrivals import Arrival
from shared.messaging.consumer import Consumer
from shared.messaging.ladder import Ladder
from shared.ops.ids import new_id
from shared.ops.metrics import Metrics
from shared.ops.settings import Platform
from shared.posting import Parcel, Record

BATCH = 500


class NoParking:
    async def park(self, parcel: Parcel) -> None:
        raise AssertionError(f"nothing is to be parked here: {parcel.error}")


async def measure_consumers(kafka_kind: KafkaKind, records: int, runs: int) -> tuple[list[float], list[float]]:
    """Records per second of ours and of the raw client, run by run in turn."""
    async with ground(kafka_kind) as stack:
        await preload(stack.kafka, PublicationCapturedV1.TOPIC, map(wire, Press(0.05).publications(records)))
        pairs = [(await _ours(stack, records), await _raw(stack, records)) for _ in range(runs)]
    return [ours for ours, _ in pairs], [raw for _, raw in pairs]


async def _raw(stack: Stack, records: int) -> float:
    consumer = AIOKafkaConsumer(
        PublicationCapturedV1.TOPIC,
        bootstrap_servers=stack.kafka,
        group_id=new_id(),
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        max_partition_fetch_bytes=4 * 1024 * 1024,
        fetch_max_wait_ms=20,
    )
    await consumer.start()
    validate = PublicationCapturedV1.__pydantic_validator__.validate_json
    done, started = 0, 0.0
    try:
        while done < records:
            batches = await consumer.getmany(timeout_ms=100, max_records=BATCH)
            started = started or time.perf_counter()
            for batch in batches.values():
                for record in batch:
                    validate(record.value)
                done += len(batch)
            await consumer.commit()
        return records / (time.perf_counter() - started)
    finally:
        await consumer.stop()


async def _ours(stack: Stack, records: int) -> float:
    finished = asyncio.Event()
    clock = _Clock(records, finished)
    group, metrics = new_id(), Metrics("bench")
    settings = {"kafka": stack.kafka, "batch_records": BATCH, "fetch_wait": "adaptive"}
    ladder = _TimedLadder(PublicationCapturedV1, group, clock.handle, NoParking(), metrics)
    consumer = Consumer(group, Platform.model_validate(settings), [ladder], metrics)
    await consumer.start()
    try:
        await finished.wait()
        return records / (clock.ended - ladder.started)
    finally:
        await consumer.stop()


class _TimedLadder(Ladder[PublicationCapturedV1]):
    """Notes when the first batch arrived, before it is parsed: both sides pay for parsing everything."""

    started = 0.0

    async def climb(self, records: Sequence[Record]) -> None:
        self.started = self.started or time.perf_counter()
        await super().climb(records)


class _Clock:
    def __init__(self, records: int, finished: asyncio.Event) -> None:
        self._left = records
        self._finished = finished
        self.ended = 0.0

    async def handle(self, arrivals: Sequence[Arrival[PublicationCapturedV1]]) -> frozenset[str]:
        self._left -= len(arrivals)
        if self._left <= 0:
            self.ended = time.perf_counter()
            self._finished.set()
        return frozenset(arrival.event.event_id for arrival in arrivals)


def ratio(ours: Sequence[float], raw: Sequence[float]) -> float:
    return statistics.median(o / r for o, r in zip(ours, raw, strict=True))
