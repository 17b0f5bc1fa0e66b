"""A consumer that loses nobody over a record which the client library itself cannot unpack.

aiokafka drains one partition after another; when the second one holds a record with, say, a header name that is not
UTF-8, it raises, and what it had drained from the first is gone although the positions have moved on.
"""

import logging
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import ConsumerStoppedError, CorruptRecordException, IllegalStateError, KafkaError

log = logging.getLogger(__name__)

Batches = dict[TopicPartition, list[ConsumerRecord]]
SkipReport = Callable[[TopicPartition, int, int, Exception], Awaitable[None]]

PATIENCE_MS = 1_000
"""How long one partition is asked for its next record after a rewind."""
SINGLE_RECORDS = 200
"""Records taken one by one from each partition while the broken one is being found."""


class CarefulConsumer(AIOKafkaConsumer):  # type: ignore[misc]  # aiokafka has no types: its classes are Any
    """`skipped` is told of every stretch of offsets that nobody can read: partition, first, next readable, why."""

    skipped: SkipReport

    async def getmany(
        self, *partitions: TopicPartition, timeout_ms: int = 0, max_records: int | None = None
    ) -> Batches:
        held = await self._positions(partitions)
        try:
            drained: Batches = await super().getmany(*partitions, timeout_ms=timeout_ms, max_records=max_records)
        except (ConsumerStoppedError, AssertionError):
            raise
        except Exception as error:
            self._rewind(held)
            if isinstance(error, KafkaError) and not isinstance(error, CorruptRecordException):
                raise
            log.exception("a record cannot be unpacked", extra={"action": "consumer.unpackable"})
            return await self._one_by_one(list(held))
        return drained

    async def _positions(self, partitions: Collection[TopicPartition]) -> dict[TopicPartition, int]:
        """Where each of them (none named: each that is ours) stands; what is being taken away meanwhile is left out."""
        held = {}
        for tp in partitions or self.assignment():
            with suppress(IllegalStateError):
                held[tp] = await self.position(tp)
        return held

    def _rewind(self, held: dict[TopicPartition, int]) -> None:
        """What was drained and not handed out is asked for again."""
        for tp, position in held.items():
            if tp in self.assignment():
                self.seek(tp, position)

    async def _one_by_one(self, partitions: list[TopicPartition]) -> Batches:
        found: Batches = {}
        for tp in partitions:
            while tp in self.assignment() and len(found.get(tp, ())) < SINGLE_RECORDS:
                position = await self.position(tp)
                try:
                    batch = await self._next(tp)
                except KafkaError as error:
                    if not isinstance(error, CorruptRecordException):
                        raise
                    await self._step_over(tp, position, error)
                except Exception as error:  # noqa: BLE001 - whatever the bytes did to the client, they are stepped over
                    await self._step_over(tp, position, error)
                else:
                    if not batch:
                        break
                    found.setdefault(tp, []).extend(batch)
        return found

    async def _next(self, tp: TopicPartition) -> list[ConsumerRecord]:
        batches: dict[Any, list[ConsumerRecord]] = await super().getmany(tp, timeout_ms=PATIENCE_MS, max_records=1)
        return batches.get(tp, [])

    async def _step_over(self, tp: TopicPartition, first: int, error: Exception) -> None:
        """A producer's batch is unpacked from its start, so a broken record takes the rest of its batch with it."""
        offset = first
        while True:
            offset += 1
            self.seek(tp, offset)
            try:
                await self._next(tp)
            except Exception as again:
                if isinstance(again, ConsumerStoppedError):
                    raise
            else:
                break
        self.seek(tp, offset)
        try:
            await self.skipped(tp, first, offset, error)
        except Exception as failure:
            # Nobody was told, so nothing is stepped over: FastStream's loop waits and asks again.
            self.seek(tp, first)
            raise KafkaError(f"cannot park what cannot be read: {failure}") from failure
