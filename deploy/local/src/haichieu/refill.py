"""A broker that lives in memory forgets what it had. What was published but not yet handled is published again.

Every service's outbox keeps its events for weeks and every inbox knows what was handled: the difference is
exactly what the broker lost. Used only with the embedded broker; Apache Kafka keeps its records.
"""

from itertools import islice
from typing import Any

from pymongo import MongoClient

from shared.contracts.catalogue import CATALOGUE

PAGE = 1_000

Client = MongoClient[dict[str, Any]]


def refill(mongo_url: str) -> int:
    """Mark lost events as unpublished again; how many. The relays do the rest, inboxes absorb what was not lost."""
    with Client(mongo_url) as client:
        return sum(
            _refill(client, spec.emitter, consumer, spec.name) for spec in CATALOGUE for consumer in spec.consumers
        )


def _refill(client: Client, emitter: str, consumer: str, topic: str) -> int:
    outbox = client[f"haichieu_{emitter}"]["outbox"]
    inbox = client[f"haichieu_{consumer}"]["inbox"]
    published = (row["_id"] for row in outbox.find({"topic": topic, "published_at": {"$exists": True}}, {"_id": 1}))
    lost_in_all = 0
    while ids := list(islice(published, PAGE)):
        handled = {row["_id"] for row in inbox.find({"_id": {"$in": ids}}, {"_id": 1})}
        lost = [id_ for id_ in ids if id_ not in handled]
        if lost:
            outbox.update_many({"_id": {"$in": lost}}, {"$set": {"pending": True}, "$unset": {"published_at": ""}})
        lost_in_all += len(lost)
    return lost_in_all
