"""A page of events to Kafka, each topic on its own, all within a given time."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from aiokafka import AIOKafkaProducer
from aiokafka.errors import (
    KafkaError,
    KafkaTimeoutError,
    MessageSizeTooLargeError,
    TopicAuthorizationFailedError,
    UnknownTopicOrPartitionError,
)

from shared.messaging.producer import abandon, start_producer
from shared.ops.metrics import Metrics
from shared.ops.settings import Platform
from shared.posting import Posting

TOPIC_SECONDS = 1.0
"""How long a topic that Kafka has not named yet is asked for; one that exists is there at the first answer."""

Delivery = asyncio.Future[object]
NEVER = (MessageSizeTooLargeError, UnicodeError)
"""What no later try would change."""


@dataclass(slots=True)
class Verdict:
    """What became of a page: ids taken, ids refused for ever, topics that failed, each with the reason."""

    taken: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)


class Publisher:
    """Keeps one producer, and trusts it no longer than until its first failure."""

    def __init__(self, service: str, platform: Platform, metrics: Metrics) -> None:
        self._service = service
        self._platform = platform
        self._metrics = metrics
        self._producer: AIOKafkaProducer | None = None

    async def connect(self) -> AIOKafkaProducer:
        """Raises CannotReachKafka."""
        if self._producer is None:
            self._producer = await start_producer(self._platform, self._service)
        return self._producer

    async def drop(self) -> None:
        producer, self._producer = self._producer, None
        if producer is not None:
            await abandon(producer)

    async def publish(self, page: Sequence[Posting], seconds: float) -> Verdict:
        """Nothing is sent any more when it returns. Raises CannotReachKafka only before anything is sent."""
        producer = await self.connect()
        lanes: dict[str, list[Posting]] = {}
        for posting in page:
            lanes.setdefault(posting.topic, []).append(posting)
        begun: dict[str, Delivery] = {}
        started = time.perf_counter()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await asyncio.gather(*(self._lane(producer, topic, each, begun) for topic, each in lanes.items()))
        if any(_error_of(begun.get(posting.id)) for posting in page):
            await self.drop()
        self._metrics.publish_seconds.observe(time.perf_counter() - started)
        return self._judge(page, begun)

    async def _lane(
        self, producer: AIOKafkaProducer, topic: str, postings: Sequence[Posting], begun: dict[str, Delivery]
    ) -> None:
        """All of one topic, in order; what is not in `begun` at the end could not even be sent."""
        try:
            async with asyncio.timeout(TOPIC_SECONDS):
                await producer.partitions_for(topic)
        except (KafkaError, TimeoutError) as error:
            begun |= dict.fromkeys((posting.id for posting in postings), _failed(_about_topic(error)))
            return
        for posting in postings:
            begun[posting.id] = await _begin(producer, posting)
        await asyncio.wait([begun[posting.id] for posting in postings])
        for posting in postings:
            if isinstance(begun[posting.id].exception(), MessageSizeTooLargeError):
                # The broker judges a whole batch: what it refused may have been too much only together.
                begun[posting.id] = await _begin(producer, posting)
                await asyncio.wait([begun[posting.id]])

    def _judge(self, page: Sequence[Posting], begun: dict[str, Delivery]) -> Verdict:
        verdict = Verdict()
        failed: set[tuple[str, str | bytes | None]] = set()
        for posting in page:
            error = _error_of(begun.get(posting.id))
            if isinstance(error, NEVER):
                verdict.refused[posting.id] = str(error)
                self._metrics.refused.labels(posting.topic).inc()
            elif error is not None:
                failed.add((posting.topic, posting.key))
                verdict.failed.setdefault(posting.topic, _told(error))
                self._metrics.publish_failures.labels(posting.topic, type(error).__name__).inc()
            elif (posting.topic, posting.key) not in failed:
                verdict.taken.append(posting.id)
                self._metrics.published.labels(posting.topic).inc()
            # Else a later version overtook the one that failed: both leave again, in their order.
        return verdict

    async def answers(self) -> str | None:
        """Readiness: a producer notices by itself only after minutes that Kafka is away, so it is made to ask."""
        if self._producer is None:
            return "the relay has no connection to Kafka"
        try:
            async with asyncio.timeout(2):
                answered = await self._producer.client.force_metadata_update()
        except (KafkaError, TimeoutError):
            answered = False
        return None if answered else "Kafka does not answer the relay"


async def _begin(producer: AIOKafkaProducer, posting: Posting) -> Delivery:
    """The delivery under way; one that could not even begin counts as failed, and its neighbours go on."""
    try:
        key, headers = posting.wire_key, posting.wire_headers
        delivery: Delivery = await producer.send(posting.topic, posting.body, key=key, headers=headers)
    except (KafkaError, UnicodeError) as error:
        return _failed(error)
    return delivery


def _failed(error: Exception) -> Delivery:
    delivery: Delivery = asyncio.get_running_loop().create_future()
    delivery.set_exception(error)
    return delivery


def _error_of(delivery: Delivery | None) -> BaseException | None:
    if delivery is not None and delivery.done():
        return delivery.exception()
    never_sent: Exception = KafkaTimeoutError("it could not be sent in time")
    return never_sent


def _about_topic(error: Exception) -> Exception:
    absent: Exception = UnknownTopicOrPartitionError("there is no such topic: python -m <service> topics creates it")
    return absent if isinstance(error, TimeoutError | UnknownTopicOrPartitionError) else error


def _told(error: BaseException) -> str:
    if isinstance(error, TopicAuthorizationFailedError):
        return "this service may not write to the topic: mend its rights on the broker"
    return f"{type(error).__name__}: {error}"[:300]
