"""What is of the past is read in portions between what is of today."""

from collections import deque
from typing import Any

import pytest
from aiokafka import TopicPartition

from shared.messaging import lanes
from shared.messaging.careful import CarefulConsumer
from shared.messaging.lanes import PORTION, LaneConsumer

TODAY, PAST = TopicPartition("today", 0), TopicPartition("past", 0)


class Queues:
    """Stands below the lanes: hands out what waits, and remembers what it was asked for."""

    def __init__(self) -> None:
        self.waiting = {TODAY: deque[int](), PAST: deque[int]()}
        self.asked: list[tuple[tuple[TopicPartition, ...], int, int | None]] = []

    async def getmany(self, _: Any, *parts: TopicPartition, timeout_ms: int = 0, max_records: int | None = None) -> Any:
        self.asked.append((parts, timeout_ms, max_records))
        found: dict[TopicPartition, list[int]] = {}
        left = max_records or 500
        for part in parts or self.waiting:
            while self.waiting[part] and left:
                found.setdefault(part, []).append(self.waiting[part].popleft())
                left -= 1
        return found


@pytest.fixture
def queues(monkeypatch: pytest.MonkeyPatch) -> Queues:
    queues = Queues()
    monkeypatch.setattr(CarefulConsumer, "getmany", lambda self, *a, **k: queues.getmany(self, *a, **k))
    return queues


def consumer(assigned: set[TopicPartition]) -> LaneConsumer:
    made = object.__new__(LaneConsumer)
    made.__dict__["slow"] = frozenset({"past"})
    made.__dict__["assignment"] = lambda: assigned
    return made


async def take(made: LaneConsumer) -> tuple[str, int]:
    found = await made.getmany(timeout_ms=200, max_records=500)
    return "+".join(sorted(part.topic for part in found)), sum(map(len, found.values()))


async def test_both_full_they_take_turns_and_the_past_takes_little(queues: Queues) -> None:
    queues.waiting[TODAY].extend(range(1_200))
    queues.waiting[PAST].extend(range(1_000))
    made = consumer({TODAY, PAST})
    seen = [await take(made) for _ in range(6)]
    assert seen == [
        ("today", 500),
        ("past", PORTION),
        ("today", 500),
        ("past", PORTION),
        ("today", 200),
        ("past", PORTION),
    ]


async def test_what_comes_today_waits_for_one_portion_at_most(queues: Queues) -> None:
    queues.waiting[PAST].extend(range(1_000))
    made = consumer({TODAY, PAST})
    assert await take(made) == ("past", PORTION)
    queues.waiting[TODAY].append(1)
    assert await take(made) == ("today", 1)


async def test_with_nothing_there_it_waits_for_today_alone(queues: Queues) -> None:
    assert await take(consumer({TODAY, PAST})) == ("", 0)
    parts, wait, most = queues.asked[-1]
    assert (parts, wait, most) == ((TODAY,), 200, 500), "a batch of both lanes would share its fate"
    assert all(asked[1] == 0 for asked in queues.asked[:-1]), "no lane is waited for while the other may have something"


async def test_a_lane_that_rests_is_not_read_and_today_is(queues: Queues, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(lanes.time, "monotonic", lambda: now[0])
    queues.waiting[PAST].extend(range(10))
    queues.waiting[TODAY].append(1)
    made = consumer({TODAY, PAST})
    made.rest(3.0)
    assert [await take(made), await take(made)] == [("today", 1), ("", 0)]
    now[0] += 3.0
    assert await take(made) == ("past", 10)
    alone = consumer({PAST})
    alone.rest(3.0)
    assert await take(alone) == ("", 0), "and not all partitions, as a question without any would mean"


async def test_without_a_slow_lane_nothing_is_asked_differently(queues: Queues) -> None:
    queues.waiting[TODAY].extend(range(3))
    assert await take(consumer({TODAY})) == ("today", 3)
    assert queues.asked == [((), 200, 500)]
