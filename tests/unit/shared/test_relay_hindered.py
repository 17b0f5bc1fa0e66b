"""A topic that takes nothing holds nobody else up; Kafka being away is nobody's topic's fault; a lease may be lost."""

import asyncio
import time

import pytest
from aiokafka.errors import KafkaError, TopicAuthorizationFailedError, UnknownTopicOrPartitionError
from tests.unit.shared.relays import TOPIC, Bench, posting
from tests.waiting import holds

from shared.leases import LeaseLost
from shared.messaging import publisher as publisher_module
from shared.messaging import relay as relay_module
from shared.messaging import rests as rests_module
from shared.messaging.rests import Rests

MISSING = "casework.missing.v1"


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Bench:
    monkeypatch.setattr(publisher_module, "TOPIC_SECONDS", 0.01)
    return Bench(monkeypatch)


def missing(*ids: str) -> list[object]:
    return [posting(id_, topic=MISSING) for id_ in ids]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (None, "there is no such topic"),
        (UnknownTopicOrPartitionError(), "there is no such topic"),
        (TopicAuthorizationFailedError(MISSING), "may not write"),
    ],
)
async def test_a_topic_that_takes_nothing_is_named_and_its_neighbours_leave_and_are_marked(
    bench: Bench, error: Exception | None, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    bench.prepared.closed_topics[MISSING] = error
    bench.holds(*missing("a", "b"), posting("c"), posting("d", key="other"))
    async with bench.running():
        await bench.outbox.settles(2)
        bench.holds(posting("e"))
        bench.relay.wake()
        await bench.outbox.settles(3)
        watch = asyncio.create_task(bench.relay.watch())
        await asyncio.sleep(0.01)
        watch.cancel()
    assert bench.outbox.published == ["c", "d", "e"]
    assert bench.outbox.refused == {}, "never dropped"
    complaint = await bench.relay.unhindered() or ""
    assert complaint.startswith(f"{MISSING}: ")
    assert told in complaint
    assert bench.sample("publish_resting", topic=MISSING) == 1
    assert bench.sample("published_total", topic=TOPIC) == 3
    assert [(line.topic, line.seconds) for line in caplog.records if line.action == "relay.topic_rests"] == [
        (MISSING, 1.0)
    ]


async def test_more_stuck_events_than_a_page_holds_do_not_fill_the_page(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay_module, "PAGE", 2)
    bench.prepared.closed_topics[MISSING] = None
    bench.holds(*missing("a", "b", "c"), posting("d"))
    await bench.run_until(1)
    assert bench.outbox.published == ["d"]


async def test_when_the_topic_is_there_its_events_leave_in_order_and_nobody_complains(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rests_module, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(relay_module, "POLL_SECONDS", 0.01)
    bench.prepared.closed_topics[MISSING] = None
    bench.holds(*missing("a", "b"))
    await bench.run_until(2)
    assert bench.producers[-1].values == ["a", "b"]
    assert await bench.relay.unhindered() is None


async def test_where_nothing_is_taken_at_all_no_topic_is_blamed(bench: Bench) -> None:
    bench.prepared.on_delivery[b"a"] = KafkaError("connection lost")
    bench.holds(posting("a"))
    async with bench.running():
        bench.away = True

        async def noticed() -> bool:
            return bench.lease.doubts > 0

        await holds(noticed, "the relay waits for Kafka", seconds=3)
        assert await bench.relay.unhindered() is None
        bench.away = False
        await bench.outbox.settles(1)


async def test_a_page_that_kafka_does_not_confirm_ends_before_the_lease_and_what_it_took_is_marked(
    bench: Bench,
) -> None:
    bench.lease.seconds = relay_module.LEASE_MARGIN + 0.1
    bench.prepared.on_delivery[b"b"] = None
    bench.holds(posting("a", key="x"), posting("b", key="y"))
    started = time.monotonic()
    await bench.run_until(1)
    assert time.monotonic() - started < 1
    assert bench.outbox.published == ["a"]
    assert bench.producers[0].stopped, "it would go on sending, after the lease too"
    assert bench.sample("publish_failures_total", topic=TOPIC, reason="KafkaTimeoutError") == 1


async def test_with_too_little_of_the_lease_left_nothing_is_begun(bench: Bench) -> None:
    bench.lease.seconds = relay_module.LEASE_MARGIN
    bench.holds(posting("a"))
    async with bench.running():

        async def doubted() -> bool:
            return bench.lease.doubts > 0

        await holds(doubted, "the lease is asked for again", seconds=3)
        assert bench.producers[0].values == []
        bench.lease.seconds = 12.0
        await bench.outbox.settles(1)


async def test_a_lease_that_was_lost_meanwhile_is_asked_for_before_anything_else(bench: Bench) -> None:
    bench.outbox.lost.append(LeaseLost("another replica"))
    bench.holds(posting("a"))
    async with bench.running():
        await bench.outbox.settles(1)
    assert bench.lease.doubts == 1


async def test_another_replica_finds_out_for_itself(bench: Bench) -> None:
    bench.prepared.closed_topics[MISSING] = None
    bench.holds(*missing("a"))
    async with bench.running():

        async def complains() -> bool:
            return await bench.relay.unhindered() is not None

        await holds(complains, "the topic is named", seconds=3)
        bench.lease.leads = False

        async def silent() -> bool:
            return await bench.relay.unhindered() is None

        await holds(silent, "it is not ours to name any more", seconds=3)


async def test_how_long_pages_take_is_measured(bench: Bench) -> None:
    bench.holds(posting("a"))
    await bench.run_until(1)
    assert bench.sample("publish_seconds_count") == 1


def test_pauses_double_up_to_a_minute_and_end_with_success() -> None:
    rests = Rests()
    assert [rests.failed("t", "why") for _ in range(8)] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert rests.now == ["t"]
    rests.took("t")
    assert (rests.now, rests.failed("t", "why")) == ([], 1)


def test_a_topic_that_nobody_tries_any_more_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    rests = Rests()
    rests.failed("t", "why")
    assert rests.reasons == {"t": "why"}
    monkeypatch.setattr(rests_module, "LONGEST_PAUSE", -2.0)
    assert rests.reasons == {}
