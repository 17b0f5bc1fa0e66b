"""One consumer per service: all its topics, one group, batches, safe acknowledgement. The only `.subscriber(` call.

FastStream's own parser is replaced: it decodes every header as UTF-8 before any handler runs, and a header that is
not UTF-8 would make it skip the whole batch without acknowledging or rewinding it (measured on 0.7.8).
"""

import asyncio
import logging
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import groupby
from typing import Any, cast

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError
from faststream import AckPolicy
from faststream.exceptions import NackMessage
from faststream.kafka.message import KafkaAckableMessage, KafkaMessage

from shared.contracts.catalogue import is_slow
from shared.contracts.headers import CORRELATION
from shared.failures import Transient, Unreadable
from shared.messaging.arrivals import as_record
from shared.messaging.broker import make_broker
from shared.messaging.ladder import Ladder
from shared.messaging.lanes import LaneConsumer
from shared.messaging.patience import AdaptiveFetch
from shared.messaging.producer import CannotReachKafka
from shared.messaging.progress import Progress
from shared.ops.logging import about
from shared.ops.metrics import Metrics
from shared.ops.settings import Platform
from shared.posting import Record

log = logging.getLogger(__name__)

LEAVE_SECONDS = 3.0
MEASURE_SECONDS = 5.0
EMPTY_POLL_MS = 200
"""FastStream sleeps this long after an empty poll: five wake-ups a second when idle, at most 0.2 s late."""


class Assignment(ConsumerRebalanceListener):  # type: ignore[misc]  # aiokafka has no types: its classes are Any
    """Remembers whether the group ever gave us an answer; an empty share is an answer too."""

    def __init__(self, progress: Progress) -> None:
        self.known = False
        self._progress = progress

    async def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        self.known = False
        self._progress.handled(list(revoked))
        log.info("partitions revoked", extra={"action": "consumer.revoked", "count": len(list(revoked))})

    async def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        self.known = True
        log.info("partitions assigned", extra={"action": "consumer.assigned", "count": len(list(assigned))})


class Consumer:
    """A part of a service. `start` raises CannotReachKafka, so the service does not pretend to be up."""

    def __init__(self, service: str, platform: Platform, ladders: Sequence[Ladder[Any]], metrics: Metrics) -> None:
        self._platform = platform
        self._metrics = metrics
        self._ladders: Mapping[str, Ladder[Any]] = {ladder.event.TOPIC: ladder for ladder in ladders}
        self._slow = frozenset(topic for topic in self._ladders if is_slow(topic))
        self._progress = Progress(platform.max_poll_seconds)
        self._assignment = Assignment(self._progress)
        self._fetch = AdaptiveFetch(enabled=platform.fetch_wait == "adaptive")
        self._broker = make_broker(platform, service)
        self._subscriber = self._broker.subscriber(
            *self._ladders,
            batch=True,
            group_id=service,
            ack_policy=AckPolicy.NACK_ON_ERROR,
            auto_offset_reset="earliest",
            max_records=platform.batch_records,
            batch_timeout_ms=EMPTY_POLL_MS,
            fetch_max_wait_ms=self._fetch.longest_ms,
            max_partition_fetch_bytes=4 * 1024 * 1024,
            session_timeout_ms=int(platform.session_seconds * 1_000),
            heartbeat_interval_ms=int(platform.session_seconds * 300),
            max_poll_interval_ms=platform.max_poll_seconds * 1_000,
            listener=self._assignment,
            parser=self._parse,
            decoder=_decode,
            no_reply=True,
        )
        self._subscriber(self._handle)

    async def start(self) -> None:
        try:
            await self._broker.connect()
            self._be_careful()
            await self._broker.start()
        except (KafkaError, OSError) as error:
            raise CannotReachKafka(
                f"Kafka at {self._platform.kafka} does not answer ({error!r}). Start it, or set HAICHIEU_KAFKA."
            ) from error

    async def stop(self) -> None:
        """Waits for the batch in hand (HAICHIEU_STOP_SECONDS), commits it, leaves the group."""
        try:
            async with asyncio.timeout(self._platform.stop_seconds + LEAVE_SECONDS):
                await self._broker.stop()
        except TimeoutError:
            # Leaving the group asks a broker that may be away; the others find out by its session time-out.
            log.warning("stopped without leaving the group", extra={"action": "consumer.not_left"})

    def _be_careful(self) -> None:
        """Let FastStream build our consumer instead of the plain one, with the same settings."""
        config = self._broker.config.broker_config
        settings = cast("partial[AIOKafkaConsumer]", config.builder).keywords
        kind = type("Consumer", (LaneConsumer,), {"skipped": staticmethod(self._skipped), "slow": self._slow})
        config.builder = partial(kind, **settings)

    async def _skipped(self, tp: TopicPartition, first: int, following: int, error: Exception) -> None:
        """Park a stretch that even the client library cannot unpack; its bytes stay in the topic."""
        record = Record(tp.topic, tp.partition, first, 0, None, None)
        what = f"offsets {first} to {following - 1} cannot be unpacked: {type(error).__name__}"
        await self._ladders[tp.topic].park(record, Unreadable(what), attempts=1)

    @property
    def _kafka(self) -> AIOKafkaConsumer | None:
        return self._subscriber.consumer

    async def _parse(self, raw: tuple[ConsumerRecord, ...]) -> KafkaMessage:
        return KafkaAckableMessage(raw_message=raw, body=b"", headers={}, consumer=self._kafka)

    async def _handle(self, records: tuple[Record, ...]) -> None:
        self._progress.begun()
        self._fetch.arrived(self._kafka)
        partitions = {TopicPartition(record.topic, record.partition) for record in records}
        try:
            for topic, group in groupby(records, key=lambda record: record.topic):
                await self._ladders[topic].climb(list(group))
            self._progress.handled(partitions)
        except asyncio.CancelledError:
            extra = {"action": "consumer.cut_off", "records": len(records)}
            log.warning("the stop did not wait any longer: the batch in hand comes again", extra=extra)
            raise
        except Exception as error:
            trace = None if isinstance(error, Transient) else error
            extra = {"action": "batch.postponed", "records": len(records)}
            with about([record.header(CORRELATION) for record in records]):
                log.warning("batch postponed: %s", error, extra=extra, exc_info=trace)
            self._progress.postponed(partitions, str(error) or type(error).__name__)
            await self._pause(records)
            raise NackMessage from error
        finally:
            self._progress.ended()

    async def _pause(self, records: Sequence[Record]) -> None:
        """A bare nack is a hot loop: FastStream seeks back and polls again at once. What is of the past alone rests
        alone."""
        if self._kafka is not None and all(record.topic in self._slow for record in records):
            cast("LaneConsumer", self._kafka).rest(self._platform.pause_seconds)
        else:
            await asyncio.sleep(self._platform.pause_seconds)

    async def watch(self) -> None:
        """Side task: lag and assignment every few seconds, and a calmer fetch when nothing comes."""
        while True:
            await asyncio.sleep(2)
            if (kafka := self._kafka) is not None:
                self._fetch.rest(kafka)
                await self._progress.look(kafka)
                # Without a limit it asks for as long as Kafka is away, and nobody would look any more.
                with suppress(TimeoutError):
                    async with asyncio.timeout(MEASURE_SECONDS):
                        await self._measure(kafka)

    async def _measure(self, kafka: AIOKafkaConsumer) -> None:
        assigned = kafka.assignment()
        self._metrics.lag.clear()  # a partition that moved to another replica is that replica's to report
        for topic in self._ladders:
            self._metrics.assigned.labels(topic).set(sum(tp.topic == topic for tp in assigned))
        for tp in assigned:
            # Both complain when a rebalance takes the partition away at this moment.
            with suppress(AssertionError, KafkaError):
                # Where we read, not what is committed: Kafka is not asked, and the two differ by the batch in hand.
                highwater, reading = kafka.highwater(tp), await kafka.position(tp)
                if highwater is not None:
                    self._metrics.lag.labels(tp.topic, str(tp.partition)).set(max(0, highwater - reading))

    async def progress(self) -> str | None:
        """Liveness: a batch that takes longer than the poll interval will be given to another replica anyway."""
        return self._progress.complaint()

    async def postponed(self) -> str | None:
        return self._progress.standing()

    async def assigned(self) -> str | None:
        return None if self._assignment.known else "the consumer group has not assigned partitions yet"

    async def braked(self) -> str | None:
        engaged = [topic for topic, ladder in self._ladders.items() if ladder.brake.engaged]
        return f"parking is suspended on {', '.join(engaged)}: nearly everything fails" if engaged else None


async def _decode(message: KafkaMessage) -> tuple[Record, ...]:
    return tuple(as_record(raw) for raw in message.raw_message)
