"""Outbox to Kafka, without either: order, refusals, failures, and no lost wake-up."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress

import pytest
from aiokafka.errors import KafkaError, KafkaTimeoutError, MessageSizeTooLargeError
from tests.waiting import holds

from shared.failures import Transient
from shared.messaging import relay as relay_module
from shared.messaging.relay import Relay
from shared.ops.metrics import Metrics
from shared.ops.settings import Platform
from shared.posting import Posting


def posting(id_: str, version: int = 1, key: str = "subject") -> Posting:
    return Posting(id_, "casework.case-changed.v1", key, id_.encode(), {"ce_id": id_}, version)


class MemoryOutbox:
    def __init__(self, *postings: Posting) -> None:
        self.rows = {each.id: each for each in postings}
        self.published: list[str] = []
        self.refused: dict[str, str] = {}
        self.failure: Exception | None = None
        self.looked = 0

    async def pending(self, limit: int) -> list[Posting]:
        self.looked += 1
        if self.failure:
            raise self.failure
        settled = {*self.published, *self.refused}
        return [row for id_, row in sorted(self.rows.items()) if id_ not in settled][:limit]

    async def mark_published(self, ids: Sequence[str]) -> None:
        self.published += ids

    async def mark_refused(self, id_: str, error: str) -> None:
        self.refused[id_] = error

    async def settles(self, number: int) -> None:
        async def enough() -> bool:
            return len(self.published) + len(self.refused) >= number

        await holds(enough, f"{number} events settled", seconds=3)

    async def backlog(self) -> tuple[int, float]:
        return len(self.rows) - len(self.published), 61.0


class Producer:
    """Takes everything; `on_send` fails at once, `on_delivery` fails the confirmation."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, bytes, bytes, list[tuple[str, bytes]]]] = []
        self.on_send: dict[bytes, Exception] = {}
        self.on_delivery: dict[bytes, Exception] = {}
        self.client = self
        self.stopped = False

    async def force_metadata_update(self) -> bool:
        return True

    async def send(
        self, topic: str, value: bytes, key: bytes, headers: list[tuple[str, bytes]]
    ) -> asyncio.Future[object]:
        if value in self.on_send:
            raise self.on_send[value]
        self.sent.append((topic, value, key, headers))
        delivery: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        if value in self.on_delivery:
            delivery.set_exception(self.on_delivery[value])
        else:
            delivery.set_result(None)
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

    async def hold(self) -> bool:
        return self.leads

    async def release(self) -> None:
        self.released = True


class Bench:
    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.outbox, self.lease, self.metrics = MemoryOutbox(), Leader(), Metrics("casework")
        self.producers: list[Producer] = []
        self.prepared = Producer()

        async def start(platform: Platform, service: str) -> Producer:
            made, self.prepared = self.prepared, Producer()
            self.producers.append(made)
            return made

        monkeypatch.setattr(relay_module, "start_producer", start)
        self.relay = Relay("casework", Platform(), self.outbox, self.lease, self.metrics)

    def holds(self, *postings: Posting) -> None:
        self.outbox.rows |= {each.id: each for each in postings}

    async def run_until(self, settled: int) -> None:
        await self.relay.start()
        task = asyncio.create_task(self.relay.run())
        try:
            await self.outbox.settles(settled)
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Bench:
    return Bench(monkeypatch)


async def test_bytes_key_and_headers_leave_as_they_were_stored(bench: Bench) -> None:
    bench.holds(posting("a", key="khóa"))
    await bench.run_until(1)
    assert bench.producers[0].sent == [("casework.case-changed.v1", b"a", "khóa".encode(), [("ce_id", b"a")])]
    assert bench.outbox.published == ["a"]


async def test_a_subjects_events_leave_in_the_order_of_their_versions(bench: Bench) -> None:
    bench.holds(posting("a", 3), posting("b", 1), posting("c", 2))
    await bench.run_until(3)
    assert bench.producers[0].values == ["b", "c", "a"]


@pytest.mark.parametrize("when", ["on_send", "on_delivery"])
async def test_an_event_that_is_too_large_is_refused_and_its_neighbours_leave(bench: Bench, when: str) -> None:
    getattr(bench.prepared, when)[b"b"] = MessageSizeTooLargeError("1 MB")
    bench.holds(posting("a"), posting("b"), posting("c"))
    await bench.run_until(3)
    assert bench.outbox.published == ["a", "c"]
    assert list(bench.outbox.refused) == ["b"]
    assert bench.metrics.registry.get_sample_value(
        "haichieu_publish_refused_total", {"topic": "casework.case-changed.v1"}
    )


async def test_after_a_failed_delivery_it_and_later_versions_of_its_subject_are_sent_again(bench: Bench) -> None:
    bench.prepared.on_delivery[b"b"] = KafkaTimeoutError()
    bench.holds(posting("a"), posting("b"), posting("c"))
    await bench.run_until(3)
    first, second = bench.producers
    assert first.values == ["a", "b", "c"]
    assert first.stopped, "a producer that failed is not trusted again"
    assert second.values == ["b", "c"], "else the older version would arrive last"


async def test_a_failing_broker_leaves_everything_in_the_outbox_until_it_is_back(bench: Bench) -> None:
    bench.prepared.on_send[b"a"] = KafkaError()
    bench.holds(posting("a"), posting("b"))
    await bench.run_until(2)
    assert bench.producers[-1].values == ["a", "b"]


async def test_mongo_being_away_is_waited_out(bench: Bench) -> None:
    bench.outbox.failure = Transient("MongoDB: away")
    bench.holds(posting("a"))
    await bench.relay.start()
    task = asyncio.create_task(bench.relay.run())

    async def looked() -> bool:
        return bench.outbox.looked > 0

    await holds(looked, "the outbox was read", seconds=3)
    bench.outbox.failure = None
    await bench.outbox.settles(1)
    task.cancel()


async def test_without_the_lease_nothing_leaves(bench: Bench) -> None:
    bench.lease.leads = False
    bench.holds(posting("a"))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await bench.run_until(1)
    assert bench.outbox.looked == 0
    assert bench.metrics.registry.get_sample_value("haichieu_relay_leader") == 0


async def test_a_wake_up_that_comes_while_the_outbox_is_read_is_not_lost(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay_module, "POLL_SECONDS", 60)
    read = bench.outbox.pending

    async def read_slowly(limit: int) -> list[Posting]:
        found = await read(limit)
        if not bench.outbox.rows:
            # Committed by a handler just after the relay saw an empty outbox.
            bench.holds(posting("a"))
            bench.relay.wake()
        return found

    bench.outbox.pending = read_slowly
    await bench.run_until(1)
    assert bench.outbox.published == ["a"]


async def test_stop_publishes_what_is_left_and_gives_the_lease_back(bench: Bench) -> None:
    await bench.relay.start()
    assert await bench.relay.connected() is None
    bench.holds(posting("a"), posting("b"))
    await bench.relay.stop()
    assert bench.outbox.published == ["a", "b"]
    assert bench.lease.released
    assert bench.producers[0].stopped
    assert "no connection" in (await bench.relay.connected() or "")


async def test_an_old_outbox_is_a_complaint(bench: Bench) -> None:
    assert await bench.relay.flowing() is None
    task = asyncio.create_task(bench.relay.watch())
    await asyncio.sleep(0.01)
    task.cancel()
    assert "61 s" in (await bench.relay.flowing() or "")
    assert bench.metrics.registry.get_sample_value("haichieu_outbox_oldest_seconds") == 61
