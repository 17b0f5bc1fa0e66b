"""What the topics and the databases hold."""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from aiokafka import AIOKafkaConsumer
from pymongo import MongoClient

CAPTURED = "ingest.publication-captured.v1"
CHANGED = "ingest.publication-changed.v1"
ASSESSED = "classify.publication-assessed.v1"
CASE_CHANGED = "casework.case-changed.v1"
REQUESTED = "casework.notice-requested.v1"
DELIVERED = "notify.delivery-changed.v1"
TOPICS = (CAPTURED, CHANGED, ASSESSED, CASE_CHANGED, REQUESTED, DELIVERED)

COLLECTIONS = {
    "ingest.publications": ("address", "state"),
    "ingest.snapshots": ("publication_id", "sha256", "content_type"),
    "classify.assessments": ("publication_id",),
    "casework.sightings": ("publication_id",),
    "casework.publication_changes": ("publication_id",),
    "casework.cases": ("version",),
    "casework.timeline": ("case_id", "kind", "publication_id", "actor"),
    "notify.notices": ("state", "unconfirmed"),
    "notify.deliveries": ("notice_id", "state"),
}

Row = dict[str, Any]
MACHINE = "machine"


@dataclass(slots=True)
class Evidence:
    """Events by topic, each once however often it went over the wire; rows by "service.collection"; mails by
    Message-ID."""

    events: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    mails: Mapping[str, int] = field(default_factory=dict)

    def on(self, topic: str) -> Sequence[Row]:
        return self.events.get(topic, ())

    def kept(self, collection: str) -> Sequence[Row]:
        return self.rows.get(collection, ())

    def tally(self, collection: str, *fields: str, **only: object) -> Counter[Any]:
        """How many rows there are for each value of these fields; `only` those with these values."""
        rows = [row for row in self.kept(collection) if all(row.get(name) == value for name, value in only.items())]
        keys = (tuple(row.get(name) for name in fields) for row in rows)
        return Counter(key if len(key) > 1 else key[0] for key in keys)

    def opened_by_people(self) -> frozenset[str]:
        """Cases that no publication asks for: opened by hand, or split from another."""
        lines = self.kept("casework.timeline")
        return frozenset(row["case_id"] for row in lines if row["kind"] == "opened" and row["actor"] != MACHINE)


class Observer:
    """Follows the topics from their beginning, outside any consumer group."""

    def __init__(self, kafka: str, mongo_url: str) -> None:
        self._consumer = AIOKafkaConsumer(
            *TOPICS,
            bootstrap_servers=kafka,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            fetch_max_wait_ms=100,
        )
        self._mongo = MongoClient[Row](mongo_url)
        self._events: dict[str, dict[str, Row]] = defaultdict(dict)

    async def __aenter__(self) -> Self:
        await self._consumer.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._consumer.stop()
        self._mongo.close()

    async def look(self, mails: Mapping[str, int]) -> Evidence:
        """Everything there is now."""
        while records := await self._consumer.getmany(timeout_ms=300, max_records=5_000):
            for partition, batch in records.items():
                for record in batch:
                    body = _json(record.value)
                    if body is not None:
                        self._events[partition.topic].setdefault(body["event_id"], body)
        events = {topic: list(bodies.values()) for topic, bodies in self._events.items()}
        return Evidence(events, {name: self._rows(name) for name in COLLECTIONS}, mails)

    def _rows(self, name: str) -> list[Row]:
        service, _, collection = name.partition(".")
        return list(self._mongo[f"haichieu_{service}"][collection].find({}, COLLECTIONS[name]))


def _json(value: bytes | None) -> Row | None:
    try:
        body = json.loads(value or b"")
    except ValueError:
        return None
    return body if isinstance(body, dict) and "event_id" in body else None
