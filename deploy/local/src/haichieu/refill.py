"""A broker that lives in memory forgets what it had. Whatever its topics would still hold is published again.

Every service's outbox keeps its events for as long as topics keep records: its own, and the replays of what it had
parked. Inboxes absorb what was handled before, so that only what was lost has an effect. Records of strangers, which
stand in no outbox, are gone. Used only with the embedded broker; Apache Kafka keeps its records.
"""

import hashlib
import zlib
from datetime import UTC, datetime
from typing import Any

from pymongo import MongoClient

from shared.contracts.catalogue import CATALOGUE, RETENTION, TopicSpec

Client = MongoClient[dict[str, Any]]


def refill(mongo_url: str) -> int:
    """Mark what was published as unpublished again; how many. The relays do the rest."""
    with Client(mongo_url, tz_aware=True) as client:
        return sum(_refill(client, spec) for spec in CATALOGUE)


def _refill(client: Client, spec: TopicSpec) -> int:
    now = datetime.now(UTC)
    which = {"topic": spec.name, "published_at": {"$exists": True}, "_id": {"$gte": _earliest_id(now - RETENTION)}}
    again = 0
    for service in {spec.emitter, *spec.consumers}:
        outbox = client[f"haichieu_{service}"]["outbox"]
        given_up = _given_up(client, spec, service)
        # It waits from now on: were it as old as its creation, no service would call itself ready.
        change = {"$set": {"pending": True, "created_at": now}, "$unset": {"published_at": ""}}
        again += outbox.update_many({"$and": [which, {"_id": {"$nin": given_up}}]}, change).modified_count
    return again


def _given_up(client: Client, spec: TopicSpec, service: str) -> list[str]:
    """What its consumers parked unread stands in no inbox: published again, it would be parked again."""
    parked: dict[bytes, datetime] = {}
    for consumer in spec.consumers:
        rows = client[f"haichieu_{consumer}"]["parked"].find({"topic": spec.name, "event_id": None})
        parked |= {_digest(zlib.decompress(row["value"])): row["parked_at"] for row in rows.sort("parked_at")}
    if not parked:
        return []
    published = client[f"haichieu_{service}"]["outbox"].find({"topic": spec.name}, {"body": 1})
    found = [(row["_id"], parked.get(_digest(row["body"]))) for row in published]
    # A replay that nobody has read yet is younger than the parking it came from.
    return [id_ for id_, parked_at in found if parked_at and id_ < _earliest_id(parked_at)]


def _digest(body: bytes) -> bytes:
    return hashlib.sha256(body).digest()


def _earliest_id(moment: datetime) -> str:
    """Smaller than every UUIDv7 made from that moment on."""
    milliseconds = f"{int(moment.timestamp() * 1_000):012x}"
    return f"{milliseconds[:8]}-{milliseconds[8:]}"
