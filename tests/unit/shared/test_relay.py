"""Outbox to Kafka, without either: order, refusals, failures, and no lost wake-up."""

import asyncio
from collections.abc import Sequence
from math import isnan

import pytest
from aiokafka.errors import KafkaError, KafkaTimeoutError, MessageSizeTooLargeError
from tests.unit.shared.relays import Bench, posting
from tests.waiting import holds

from shared.failures import Transient
from shared.messaging import relay as relay_module
from shared.messaging import rests as rests_module
from shared.posting import Posting


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


async def test_after_a_failed_delivery_it_and_later_versions_of_its_subject_are_sent_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.prepared.on_delivery[b"b"] = KafkaTimeoutError()
    monkeypatch.setattr(rests_module, "FIRST_PAUSE", 0.01)
    bench.holds(posting("a"), posting("b"), posting("c"))
    await bench.run_until(3)
    first, second = bench.producers
    assert first.values == ["a", "b", "c"]
    assert first.stopped, "a producer that failed is not trusted again"
    assert second.values == ["b", "c"], "else the older version would arrive last"


async def test_a_failing_broker_leaves_everything_in_the_outbox_until_it_is_back(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rests_module, "FIRST_PAUSE", 0.01)
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
    assert await bench.relay.connected() is None, "Kafka is not blamed for it"
    bench.outbox.failure = None
    await bench.outbox.settles(1)
    task.cancel()
    assert len(bench.producers) == 1


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

    async def read_slowly(limit: int, without: Sequence[str]) -> list[Posting]:
        found = await read(limit, without)
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


async def watched(bench: Bench) -> str | None:
    """What readiness says of the outbox after one look."""
    task = asyncio.create_task(bench.relay.watch())
    await asyncio.sleep(0.01)
    task.cancel()
    return await bench.relay.flowing()


async def test_an_old_outbox_is_a_complaint(bench: Bench) -> None:
    assert "61 s" in (await watched(bench) or "")
    assert bench.sample("outbox_oldest_seconds") == 61


async def test_an_outbox_whose_age_is_not_known_does_not_look_young(bench: Bench) -> None:
    assert "not known" in (await bench.relay.flowing() or ""), "nobody has looked yet"
    bench.outbox.age = 0.0
    assert await watched(bench) is None
    bench.outbox.failure = Transient("MongoDB: away")
    assert "not known" in (await watched(bench) or "")
    assert isnan(bench.sample("outbox_oldest_seconds") or 0)
    assert isnan(bench.sample("outbox_pending") or 0)


async def test_what_a_stop_leaves_behind_is_told(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    await bench.relay.start()
    bench.holds(posting("a"), posting("b"))
    await watched(bench)
    bench.outbox.failure = Transient("MongoDB: away")
    await bench.relay.stop()
    [line] = [line for line in caplog.records if line.action == "relay.cut_off"]
    assert (line.levelname, line.published, line.pending) == ("WARNING", 0, 2)
    assert bench.producers[0].stopped


async def test_a_stop_that_takes_too_long_is_told(
    bench: Bench, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay_module, "STOP_SECONDS", 0.05)
    bench.prepared.on_delivery[b"a"] = None
    await bench.relay.start()
    bench.holds(posting("a"))
    await bench.relay.stop()
    assert [line.levelname for line in caplog.records if line.action == "relay.cut_off"] == ["WARNING"]
