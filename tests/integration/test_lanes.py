"""A flood of the past on the real broker: today does not wait for it, nor for what fails in it."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from tests.probe import Probed, own_event, wire
from tests.servers import LIVE, Corner
from tests.waiting import holds

from shared.contracts import catalogue
from shared.contracts.catalogue import TopicSpec
from shared.failures import Transient
from shared.messaging.arrivals import Arrival
from shared.messaging.consumer import Consumer
from shared.messaging.ladder import Ladder, Patience
from shared.messaging.lanes import PORTION
from shared.messaging.testing import RecordingParking
from shared.ops.clock import system_clock
from shared.ops.ids import new_id
from shared.ops.metrics import Metrics

pytestmark = LIVE

FLOOD = 2_000
EACH_SECONDS = 0.002
PAST_TAKES = PORTION * EACH_SECONDS


@dataclass(slots=True)
class Desk:
    """Handles a record of the past in two milliseconds, one of today at once; notes when."""

    past: list[float] = field(default_factory=list)
    today: dict[int, float] = field(default_factory=dict)
    largest: int = 0
    broken: bool = False

    async def of_the_past(self, arrivals: Sequence[Arrival[Any]]) -> frozenset[str]:
        if self.broken:
            raise Transient("what the past needs is away")
        self.largest = max(self.largest, len(arrivals))
        await asyncio.sleep(EACH_SECONDS * len(arrivals))
        self.past += [time.monotonic()] * len(arrivals)
        return frozenset(arrival.event.event_id for arrival in arrivals)

    async def of_today(self, arrivals: Sequence[Arrival[Any]]) -> frozenset[str]:
        self.today |= {arrival.event.number: time.monotonic() for arrival in arrivals}
        return frozenset(arrival.event.event_id for arrival in arrivals)


@asynccontextmanager
async def consuming(corner: Corner, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Any, Any]]:
    past, today = (own_event(Probed, f"{corner.name}.{lane}.v1") for lane in ("past", "today"))
    monkeypatch.setitem(catalogue.BY_TOPIC, past.TOPIC, TopicSpec(past, "probe", slow=True))
    await corner.topics(past.TOPIC, today.TOPIC, partitions=1)
    metrics, parking = Metrics("probe"), RecordingParking()
    ladders = [
        Ladder(past, corner.name, desk.of_the_past, parking, metrics, Patience(tries=1)),
        Ladder(today, corner.name, desk.of_today, parking, metrics),
    ]
    consumer = Consumer(corner.name, corner.platform(pause_seconds=2.0), ladders, metrics)
    async with corner.producer() as producer:
        await asyncio.gather(*[await producer.send(past.TOPIC, **wire(an(past, n))) for n in range(FLOOD)])
    await consumer.start()
    try:
        yield today, past
    finally:
        await consumer.stop()


def an(kind: Any, number: int) -> Any:
    id_ = new_id()
    at = system_clock()
    return kind(event_id=id_, occurred_at=at, subject_id=id_, subject_version=1, correlation_id=id_, number=number)


async def waits_of_today(corner: Corner, desk: Desk, today: Any, number: int = 20) -> list[float]:
    """Seconds from sending to handling, one every fifth of a second."""
    sent = {}
    async with corner.producer() as producer:
        for one in range(number):
            sent[one] = time.monotonic()
            await producer.send_and_wait(today.TOPIC, **wire(an(today, one)))
            await asyncio.sleep(0.1)

        async def all_there() -> bool:
            return len(desk.today) == number

        await holds(all_there, "what is of today was handled")
    return sorted(desk.today[one] - sent[one] for one in sent)


async def test_today_is_handled_while_the_past_is_in_flood(corner: Corner, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk()
    async with consuming(corner, desk, monkeypatch) as (today, _):

        async def begun() -> bool:
            return bool(desk.past)

        await holds(begun, "the past is being handled")
        waits = await waits_of_today(corner, desk, today)
        behind = FLOOD - sum(at < max(desk.today.values()) for at in desk.past)
        assert behind > FLOOD // 4, "there was a flood until the last one of today"
        assert waits[-2] < 1.0, f"the slowest but one took {waits[-2]:.2f} s"

        async def all_of_it() -> bool:
            return len(desk.past) == FLOOD

        await holds(all_of_it, "and the past is handled too", seconds=60)
    assert desk.largest <= PORTION


async def test_a_past_that_fails_rests_alone(corner: Corner, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(broken=True)
    async with consuming(corner, desk, monkeypatch) as (today, _):
        waits = await waits_of_today(corner, desk, today)
        assert waits[-2] < 1.0, "the pause of two seconds is the past's"
        desk.broken = False

        async def all_of_it() -> bool:
            return len(desk.past) == FLOOD

        await holds(all_of_it, "nothing of it was lost or parked", seconds=60)
