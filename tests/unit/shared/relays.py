"""A relay with an outbox in memory, a producer that does as it is told, and a lease that never ends."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress

import pytest
from tests.waiting import holds

from shared.leases import Lease
from shared.messaging import publisher as publisher_module
from shared.messaging import relay as relay_module
from shared.messaging.producer import CannotReachKafka
from shared.messaging.relay import Relay
from shared.ops.metrics import Metrics
from shared.ops.settings import Platform
from shared.posting import Posting

TOPIC = "casework.case-changed.v1"


def posting(id_: str, version: int = 1, key: str = "subject", topic: str = TOPIC) -> Posting:
    return Posting(id_, topic, key, id_.encode(), {"ce_id": id_}, version)


class MemoryOutbox:
    def __init__(self, *postings: Posting) -> None:
        self.rows = {each.id: each for each in postings}
        self.published: list[str] = []
        self.refused: dict[str, str] = {}
        self.failure: Exception | None = None
        self.lost: list[Exception] = []
        self.looked = 0
        self.age = 61.0

    async def pending(self, limit: int, without: Sequence[str]) -> list[Posting]:
        self.looked += 1
        if self.failure:
            raise self.failure
        settled = {*self.published, *self.refused}
        waiting = [row for id_, row in sorted(self.rows.items()) if id_ not in settled]
        return [row for row in waiting if row.topic not in without][:limit]

    async def settle(self, lease: Lease, published: Sequence[str], refused: Mapping[str, str]) -> None:
        if self.lost:
            raise self.lost.pop()
        self.published += published
        self.refused |= refused

    async def settles(self, number: int) -> None:
        async def enough() -> bool:
            return len(self.published) + len(self.refused) >= number

        await holds(enough, f"{number} events settled", seconds=3)

    async def backlog(self) -> tuple[int, float]:
        if self.failure:
            raise self.failure
        return len(self.rows) - len(self.published), self.age


class Producer:
    """Takes everything; `on_send` fails at once, `on_delivery` fails the confirmation or, being None, withholds it.

    `closed_topics` are refused, or, being None, never found.
    """

    def __init__(self) -> None:
        self.sent: list[tuple[str, bytes, bytes, list[tuple[str, bytes]]]] = []
        self.on_send: dict[bytes, Exception] = {}
        self.on_delivery: dict[bytes, Exception | None] = {}
        self.closed_topics: dict[str, Exception | None] = {}
        self.client = self._message_accumulator = self
        self.stopped = False
        self.under_way: list[asyncio.Future[object]] = []

    async def partitions_for(self, topic: str) -> set[int]:
        if topic in self.closed_topics:
            if error := self.closed_topics[topic]:
                raise error
            await asyncio.Event().wait()
        return {0}

    def fail_all(self, error: Exception) -> None:
        for delivery in self.under_way:
            if not delivery.done():
                delivery.set_exception(error)

    async def force_metadata_update(self) -> bool:
        return True

    async def send(
        self, topic: str, value: bytes, key: bytes, headers: list[tuple[str, bytes]]
    ) -> asyncio.Future[object]:
        if value in self.on_send:
            raise self.on_send[value]
        self.sent.append((topic, value, key, headers))
        delivery: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        self.under_way.append(delivery)
        if value not in self.on_delivery:
            delivery.set_result(None)
        elif error := self.on_delivery[value]:
            delivery.set_exception(error)
        return delivery

    async def stop(self) -> None:
        self.stopped = True

    @property
    def values(self) -> list[str]:
        return [value.decode() for _, value, _, _ in self.sent]


class Leader:
    def __init__(self) -> None:
        self.leads = True
        self.released = False
        self.doubts = 0
        self.seconds = 12.0

    async def hold(self) -> Lease | None:
        return Lease("relay", "ours", 1) if self.leads else None

    def left(self) -> float:
        return self.seconds

    def doubt(self) -> None:
        self.doubts += 1

    async def release(self) -> None:
        self.released = True


class Bench:
    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.outbox, self.lease, self.metrics = MemoryOutbox(), Leader(), Metrics("casework")
        self.producers: list[Producer] = []
        self.prepared = Producer()
        self.away = False

        async def start(platform: Platform, service: str) -> Producer:
            if self.away:
                raise CannotReachKafka("Kafka does not answer")
            made, self.prepared = self.prepared, Producer()
            self.producers.append(made)
            return made

        monkeypatch.setattr(publisher_module, "start_producer", start)
        for pause in ("FIRST_PAUSE", "POLL_SECONDS", "QUIET_POLL_SECONDS"):
            monkeypatch.setattr(relay_module, pause, 0.01)
        self.relay = Relay("casework", Platform(), self.outbox, self.lease, self.metrics)

    def holds(self, *postings: Posting) -> None:
        self.outbox.rows |= {each.id: each for each in postings}

    async def run_until(self, settled: int) -> None:
        async with self.running():
            await self.outbox.settles(settled)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        await self.relay.start()
        task = asyncio.create_task(self.relay.run())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    def sample(self, name: str, **labels: str) -> float | None:
        return self.metrics.registry.get_sample_value(f"haichieu_{name}", labels)
