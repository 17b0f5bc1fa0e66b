"""Liveness of a consumer: stuck in a batch, or starving beside a full topic; calm when there is nothing to do."""

import asyncio
from collections.abc import Collection

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import IllegalStateError, KafkaConnectionError

from shared.messaging import progress as progress_module
from shared.messaging.progress import Progress

ONE, TWO = TopicPartition("t", 0), TopicPartition("t", 1)


class Kafka:
    """As much of a consumer as is asked: where the topic ends, and where we stand (None: nobody can tell)."""

    def __init__(self) -> None:
        self.positions: dict[TopicPartition, int | None] = {ONE: 10, TWO: 10}
        self.failure: Exception | None = None
        self.asked = 0

    def assignment(self) -> frozenset[TopicPartition]:
        return frozenset(self.positions)

    async def end_offsets(self, partitions: Collection[TopicPartition]) -> dict[TopicPartition, int]:
        self.asked += 1
        if isinstance(self.failure, KafkaConnectionError):
            raise self.failure
        return dict.fromkeys(partitions, 10)

    async def position(self, tp: TopicPartition) -> int:
        if self.failure:
            raise self.failure
        if (position := self.positions[tp]) is None:
            await asyncio.Event().wait()
        return position or 0


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1_000.0]

    class Time:
        @staticmethod
        def monotonic() -> float:
            return now[0]

    monkeypatch.setattr(progress_module, "time", Time)
    monkeypatch.setattr(progress_module, "ASK_SECONDS", 0.01)
    return now


async def passes(clock: list[float], progress: Progress, kafka: Kafka, seconds: int) -> None:
    for _ in range(0, seconds, 2):
        clock[0] += 2
        await progress.look(kafka)


async def test_a_batch_that_never_ends_is_told(clock: list[float]) -> None:
    progress = Progress(300)
    progress.begun()
    await passes(clock, progress, Kafka(), 302)
    assert progress.complaint() == "one batch has been in hand for 302 s"
    progress.ended()
    assert progress.complaint() is None


async def test_records_that_wait_while_no_batch_comes_are_told(clock: list[float]) -> None:
    progress, kafka = Progress(300), Kafka()
    kafka.positions[TWO] = 9
    await passes(clock, progress, kafka, 300)
    assert progress.complaint() is None
    await passes(clock, progress, kafka, 4)
    assert progress.complaint() == "records wait, and no batch has come for 304 s"
    progress.begun()
    progress.ended()
    assert progress.complaint() is None


async def test_an_empty_topic_is_no_starvation_and_hardly_asked_about(clock: list[float]) -> None:
    progress, kafka = Progress(300), Kafka()
    await passes(clock, progress, kafka, 3_600)
    assert progress.complaint() is None
    assert kafka.asked <= 24


@pytest.mark.parametrize("failure", [KafkaConnectionError(), IllegalStateError("not ours any more")])
async def test_kafka_away_or_a_rebalance_is_no_starvation(clock: list[float], failure: Exception) -> None:
    progress, kafka = Progress(300), Kafka()
    kafka.positions[ONE], kafka.failure = 0, failure
    await passes(clock, progress, kafka, 1_000)
    assert progress.complaint() is None


async def test_a_batch_that_is_put_off_for_minutes_is_named_until_it_is_handled(clock: list[float]) -> None:
    progress = Progress(300)
    for _ in range(7):
        progress.begun()
        clock[0] += 22
        progress.postponed({ONE}, "the transaction ran out of time")
        progress.ended()
        progress.handled({TWO})
    assert progress.standing() == (
        "a batch is put off again and again: t[0] for 132 s: the transaction ran out of time"
    )
    assert progress.complaint() is None, "a restart would meet the same batch"
    progress.handled({ONE})
    assert progress.standing() is None


async def test_what_is_put_off_for_a_moment_is_not_named(clock: list[float]) -> None:
    progress = Progress(300)
    progress.postponed({ONE}, "MongoDB restarts")
    clock[0] += 60
    assert progress.standing() is None
    progress.handled({ONE})
    clock[0] += 100
    progress.postponed({ONE}, "MongoDB restarts")
    clock[0] += 60
    assert progress.standing() is None, "each time counts for itself"


async def test_a_position_that_nobody_can_tell_is_one(clock: list[float]) -> None:
    progress, kafka = Progress(30), Kafka()
    kafka.positions[ONE] = None
    await passes(clock, progress, kafka, 40)
    assert "records wait" in (progress.complaint() or "")
