"""The one place where an aiokafka producer is made, with safe settings."""

import asyncio
import logging

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaConnectionError, KafkaError, KafkaTimeoutError

from shared.exits import Away
from shared.ops.settings import Platform

log = logging.getLogger(__name__)

REQUEST_LIMIT = 16 * 1024 * 1024
"""Bytes; a replayed record may be as large as whatever a topic once accepted."""

ABANDON_SECONDS = 2.0
"""How long an abandoned producer gets for an orderly end."""


class CannotReachKafka(Away):
    """Kafka does not answer, or lacks what production must not lose."""


async def start_producer(platform: Platform, service: str) -> AIOKafkaProducer:
    """An idempotent producer (acks=all); without only where settings allow. Raises CannotReachKafka."""
    try:
        return await _start(platform, service, idempotent=True)
    except (KafkaError, TimeoutError) as error:
        if platform.idempotence == "required" or isinstance(error, KafkaConnectionError):
            raise CannotReachKafka(
                f"Kafka at {platform.kafka} does not answer or has no idempotent producers ({error!r}). "
                "Start it, set HAICHIEU_KAFKA, or allow a lesser broker with HAICHIEU_IDEMPOTENCE=when-available."
            ) from error
    try:
        producer = await _start(platform, service, idempotent=False)
    except (KafkaError, TimeoutError) as error:
        raise CannotReachKafka(f"Kafka at {platform.kafka} does not answer ({error!r}). Set HAICHIEU_KAFKA.") from error
    log.warning("this broker has no idempotent producers", extra={"action": "producer.not_idempotent"})
    return producer


async def _start(platform: Platform, service: str, *, idempotent: bool) -> AIOKafkaProducer:
    producer = AIOKafkaProducer(
        bootstrap_servers=platform.kafka.split(","),
        client_id=f"haichieu-{service}-relay",
        acks="all",
        enable_idempotence=idempotent,
        linger_ms=5,
        max_batch_size=256 * 1024,
        max_request_size=REQUEST_LIMIT,
        request_timeout_ms=10_000,
    )
    try:
        # Without a limit aiokafka asks for a producer id for ever when the broker dies at this moment.
        async with asyncio.timeout(30):
            await producer.start()
    except BaseException:
        await producer.stop()
        raise
    return producer


async def abandon(producer: AIOKafkaProducer) -> None:
    """Stop it without waiting for what it cannot deliver; deliveries that are still under way fail.

    Its own `stop` waits for them, and an idempotent producer tries for ever, long after somebody else publishes.
    aiokafka has no public way to give them up; a test watches over the attribute.
    """
    producer._message_accumulator.fail_all(KafkaTimeoutError("Kafka did not confirm it in time"))
    try:
        async with asyncio.timeout(ABANDON_SECONDS):
            await producer.stop()
    except (KafkaError, TimeoutError):
        await producer.client.close()
