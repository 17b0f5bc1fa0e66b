"""Whether a consumer gets anywhere: not with a batch that never ends or is always put off, nor without records."""

import asyncio
import time
from collections.abc import Collection

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

ASK_SECONDS = 5.0
POSTPONED_SECONDS = 120.0
"""A batch that is put off for longer is named: what passes by itself (a restart, a conflict) has passed by then."""


class Progress:
    """Complains when nothing was handled for longer than `limit` seconds although there was something to handle."""

    def __init__(self, limit: float) -> None:
        self._limit = limit
        self._busy_since: float | None = None
        self._moved = time.monotonic()
        self._postponed: dict[TopicPartition, tuple[float, str]] = {}

    def begun(self) -> None:
        self._busy_since = time.monotonic()

    def ended(self) -> None:
        """However it ended: a batch that is postponed while MongoDB is away starves nobody."""
        self._busy_since = None
        self._moved = time.monotonic()

    def postponed(self, partitions: Collection[TopicPartition], why: str) -> None:
        """Their records come again; the first time counts, and the last reason."""
        for tp in partitions:
            first, _ = self._postponed.get(tp, (time.monotonic(), ""))
            self._postponed[tp] = first, why

    def handled(self, partitions: Collection[TopicPartition]) -> None:
        """Also of those that are another replica's now."""
        for tp in partitions:
            self._postponed.pop(tp, None)

    def standing(self) -> str | None:
        """For readiness, not liveness: a restart would meet the same batch."""
        now = time.monotonic()
        told = [
            f"{tp.topic}[{tp.partition}] for {now - first:.0f} s: {why}"
            for tp, (first, why) in sorted(self._postponed.items())
            if now - first > POSTPONED_SECONDS
        ]
        return f"a batch is put off again and again: {'; '.join(told)}" if told else None

    async def look(self, kafka: AIOKafkaConsumer) -> None:
        """Ask Kafka whether records wait, once nothing came for half of the limit: so hardly ever."""
        quiet = self._busy_since is None and time.monotonic() - self._moved > self._limit / 2
        if quiet and not await _records_wait(kafka):
            self._moved = time.monotonic()

    def complaint(self) -> str | None:
        now = time.monotonic()
        if self._busy_since is not None:
            busy = now - self._busy_since
            return f"one batch has been in hand for {busy:.0f} s" if busy > self._limit else None
        idle = now - self._moved
        return f"records wait, and no batch has come for {idle:.0f} s" if idle > self._limit else None


async def _records_wait(kafka: AIOKafkaConsumer) -> bool:
    """Not the high-water mark of the last fetch: a consumer that fetches nothing would not see it rise."""
    try:
        async with asyncio.timeout(ASK_SECONDS):
            ends = await kafka.end_offsets(kafka.assignment())
    except (KafkaError, TimeoutError):
        return False  # Kafka is away, and readiness says so; a restart would not bring it back
    try:
        async with asyncio.timeout(ASK_SECONDS):
            return any([await kafka.position(tp) < end for tp, end in ends.items()])
    except (KafkaError, AssertionError):
        return False  # a rebalance takes a partition away at this moment
    except TimeoutError:
        return True  # Kafka answers, but where we stand cannot be found out
