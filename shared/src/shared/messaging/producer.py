"""The one place where an aiokafka producer is made, with safe settings."""

import asyncio
import logging

from aiokafka import AIOKafkaProducer
from aiokafka.client import AIOKafkaClient
from aiokafka.errors import IncompatibleBrokerVersion, KafkaError, KafkaTimeoutError
from aiokafka.protocol.transaction import InitProducerIdRequest

from shared.exits import Away
from shared.ops.settings import Platform

log = logging.getLogger(__name__)

REQUEST_LIMIT = 16 * 1024 * 1024
"""Bytes; a replayed record may be as large as whatever a topic once accepted."""

START_SECONDS = 30.0
"""Without a limit aiokafka asks for a producer id for ever when the broker dies at this moment."""

ABANDON_SECONDS = 2.0
"""How long an abandoned producer gets for an orderly end."""


class CannotReachKafka(Away):
    """Kafka does not answer, or lacks what production must not lose."""


async def start_producer(platform: Platform, service: str) -> AIOKafkaProducer:
    """An idempotent producer (acks=all); without only where settings allow. Raises CannotReachKafka."""
    try:
        idempotent = platform.idempotence == "required" or await _grants_producer_ids(platform)
        producer = await _start(platform, service, idempotent=idempotent)
    except (KafkaError, TimeoutError) as error:
        raise CannotReachKafka(
            f"Kafka at {platform.kafka} does not answer or has no idempotent producers ({error!r}). "
            "Start it, set HAICHIEU_KAFKA, or allow a lesser broker with HAICHIEU_IDEMPOTENCE=when-available."
        ) from error
    if not idempotent:
        log.warning("this broker has no idempotent producers", extra={"action": "producer.not_idempotent"})
    return producer


async def _grants_producer_ids(platform: Platform) -> bool:
    """Asked outright: the embedded broker names the request among those it knows, and then answers with an error."""
    request = InitProducerIdRequest(transactional_id=None, transaction_timeout_ms=60_000)
    client = AIOKafkaClient(bootstrap_servers=platform.kafka.split(","))
    try:
        async with asyncio.timeout(START_SECONDS):
            await client.bootstrap()
            answer = await client.send(client.get_random_node(), request)
    except (IncompatibleBrokerVersion, NotImplementedError):
        return False
    finally:
        await client.close()
    return bool(answer.error_code == 0)


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
        async with asyncio.timeout(START_SECONDS):
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
