"""Two lanes in one consumer: what is of the past is read in small portions, when nothing of today waits.

While both have records they take turns, so neither blocks the other: a portion of the past delays today's batch by tens
of milliseconds, and a flood of today leaves the past its portion between two batches.
"""

import time

from aiokafka import TopicPartition

from shared.messaging.careful import Batches, CarefulConsumer

PORTION = 50
"""Records of the past handled at a time: the longest that one of today may have to wait for."""


class LaneConsumer(CarefulConsumer):
    """`slow`: the topics of the past."""

    slow: frozenset[str] = frozenset()
    _of_today_last = False
    _rests_until = 0.0

    def rest(self, seconds: float) -> None:
        """The slow lane could not go on: it is left alone for a while, and today is not."""
        self._rests_until = time.monotonic() + seconds

    async def getmany(
        self, *partitions: TopicPartition, timeout_ms: int = 0, max_records: int | None = None
    ) -> Batches:
        past, today = self._lanes()
        if partitions or not past:
            return await super().getmany(*partitions, timeout_ms=timeout_ms, max_records=max_records)
        resting = time.monotonic() < self._rests_until
        past = [] if resting else past
        portion = min(max_records or PORTION, PORTION)
        turns = [(today, max_records, True), (past, portion, False)]
        for lane, most, of_today in reversed(turns) if self._of_today_last else turns:
            if lane and (found := await super().getmany(*lane, max_records=most)):
                self._of_today_last = of_today
                return found
        self._of_today_last = False
        # Neither is there: today is waited for, alone, since a batch of both would share its fate; what comes of the
        # past meanwhile is there at the next call. Nothing to wait for: the group has given us only what rests.
        awaited, most = (today, max_records) if today else (past, portion)
        return await super().getmany(*awaited, timeout_ms=timeout_ms, max_records=most) if awaited else {}

    def _lanes(self) -> tuple[list[TopicPartition], list[TopicPartition]]:
        assigned = self.assignment()
        past = [tp for tp in assigned if tp.topic in self.slow]
        return past, [tp for tp in assigned if tp.topic not in self.slow]
