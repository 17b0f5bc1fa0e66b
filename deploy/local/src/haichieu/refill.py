"""A broker that lives in memory forgets what it had. Whatever its topics would still hold is published again.

Every service's outbox keeps its events for as long as topics keep records: its own, and the replays of what it had
parked. Inboxes absorb what was handled before, so that only what was lost has an effect. Records of strangers, which
stand in no outbox, are gone. Used only with the embedded broker; Apache Kafka keeps its records.
"""

import asyncio
import hashlib
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from pymongo import MongoClient

from shared import keeping
from shared.contracts.catalogue import CATALOGUE, TopicSpec
from shared.messaging.producer import CannotReachKafka, start_producer
from shared.ops.settings import Platform
from shared.posting import posting_of

PAGE = 500

Client = MongoClient[dict[str, Any]]
Row = dict[str, Any]


async def refill(platform: Platform) -> int:
    """Publish it all; how many. Raises CannotReachKafka, PyMongoError.

    Clients of the dead broker must have ended: batches that they still send to the new one made it refuse all others,
    and lose some that it had acknowledged (seen on 0.6).
    """
    producer = await start_producer(platform, "refill")
    published = 0
    try:
        with Client(platform.mongo_url.get_secret_value(), tz_aware=True) as client:
            rows = remembered(client)
            while page := await asyncio.to_thread(list, islice(rows, PAGE)):
                await _publish(page, producer)
                published += len(page)
    except KafkaError as error:
        raise CannotReachKafka(f"Kafka at {platform.kafka} could not be refilled ({error!r}).") from error
    finally:
        await producer.stop()
    return published


async def _publish(page: list[Row], producer: AIOKafkaProducer) -> None:
    postings = [posting_of(row) for row in page]
    deliveries = [
        await producer.send(each.topic, each.body, key=each.wire_key, headers=each.wire_headers) for each in postings
    ]
    await asyncio.gather(*deliveries)


def remembered(client: Client) -> Iterator[Row]:
    """Outbox rows topic by topic, each in the order in which they were written."""
    for spec in CATALOGUE:
        for service in {spec.emitter, *spec.consumers}:
            wanted = {
                "topic": spec.name,
                "published_at": {"$exists": True},
                "_id": {
                    "$gte": _earliest_id(datetime.now(UTC) - keeping.TOPICS),
                    "$nin": _given_up(client, spec, service),
                },
            }
            yield from client[f"haichieu_{service}"]["outbox"].find(wanted).sort("_id")


def _given_up(client: Client, spec: TopicSpec, service: str) -> list[str]:
    """What its consumers parked unread stands in no inbox: published again, it would be parked again."""
    parked: dict[bytes, datetime] = {}
    for consumer in spec.consumers:
        rows = client[f"haichieu_{consumer}"]["parked"].find({"topic": spec.name, "event_id": None})
        parked |= {_digest(zlib.decompress(row["value"])): row["parked_at"] for row in rows.sort("parked_at")}
    if not parked:
        return []
    published = client[f"haichieu_{service}"]["outbox"].find({"topic": spec.name}, {"body": 1})
    found = [(row["_id"], parked.get(_digest(row["body"] or b""))) for row in published]
    # A replay that nobody has read yet is younger than the parking it came from.
    return [id_ for id_, parked_at in found if parked_at and id_ < _earliest_id(parked_at)]


def _digest(body: bytes) -> bytes:
    return hashlib.sha256(body).digest()


def _earliest_id(moment: datetime) -> str:
    """Smaller than every UUIDv7 made from that moment on."""
    milliseconds = f"{int(moment.timestamp() * 1_000):012x}"
    return f"{milliseconds[:8]}-{milliseconds[8:]}"
