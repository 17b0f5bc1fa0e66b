"""The ceiling: the same hops and writes, by bare aiokafka and batched Mongo transactions, with no product in it.

No ladder, no judgement, no domain, no metrics: what remains is what the stack itself costs on this machine. Documents,
indexes and events have the sizes of ours, since writing them is the stack's work, not the product's.
"""

import argparse
import asyncio
import json
import uuid
from abc import ABC, abstractmethod
from datetime import UTC, datetime
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from bson import Binary
from motor.motor_asyncio import AsyncIOMotorClient, AsyncIOMotorDatabase

from casework.store.indexes import INDEXES as CASEWORK
from shared.store import inbox, outbox

CAPTURED, ASSESSED, REQUESTED, CHANGED, STATE = (
    "ingest.publication-captured.v1",
    "classify.publication-assessed.v1",
    "casework.notice-requested.v1",
    "casework.case-changed.v1",
    "casework.case-state.v1",
)
BATCH = 500
BRIEF = ("outlet", "address", "title", "lane", "captured_at", "published_at", "content_hash")
Row = dict[str, Any]
EVIDENCE = [{"axis": "labour", "word": "người lao động", "weight": 1.0, "start": 100, "end": 114}] * 20
HEADERS = [(f"ce_{name}", b"x" * 30) for name in ("specversion", "id", "source", "type", "subject", "time", "a", "b")]


class Hop(ABC):
    """One consumer, one transaction and one commit per batch, one gathered publish per batch."""

    def __init__(self, name: str, topic: str, kafka: str, mongo_url: str) -> None:
        self.database: AsyncIOMotorDatabase[Row] = AsyncIOMotorClient(mongo_url, w="majority")[f"skeleton_{name}"]
        self.consumer = AIOKafkaConsumer(
            topic,
            bootstrap_servers=kafka,
            group_id=f"skeleton-{name}",
            auto_offset_reset="earliest",
            enable_auto_commit=False,
            max_partition_fetch_bytes=4 * 1024 * 1024,
            fetch_max_wait_ms=20,
        )
        self.producer = AIOKafkaProducer(bootstrap_servers=kafka, acks="all", linger_ms=5, max_batch_size=256 * 1024)

    async def run(self) -> None:
        await asyncio.gather(self.consumer.start(), self.producer.start())
        for index in (*inbox.INDEXES, *outbox.INDEXES, *CASEWORK):
            await self.database[index.collection].create_indexes([index.model])
        while True:
            batches = await self.consumer.getmany(timeout_ms=100, max_records=BATCH)
            records = [record for batch in batches.values() for record in batch]
            if records:
                await self.handle([json.loads(record.value) for record in records])
                await self.consumer.commit()

    @abstractmethod
    async def handle(self, events: list[Row]) -> None: ...

    async def write(self, rows: dict[str, list[Row]], outgoing: list[tuple[str, str, bytes]]) -> None:
        now = datetime.now(UTC)
        outbox = [
            {
                "_id": str(uuid.uuid4()),
                "topic": topic,
                "key": key,
                "body": Binary(body),
                "headers": dict(HEADERS),
                "pending": True,
                "created_at": now,
            }
            for topic, key, body in outgoing
        ]
        async with await self.database.client.start_session() as session, session.start_transaction():
            for collection, documents in (rows | {"outbox": outbox}).items():
                if documents:
                    await self.database[collection].insert_many(documents, session=session)
        if outgoing:
            sends = [await self.producer.send(t, body, key=key.encode(), headers=HEADERS) for t, key, body in outgoing]
            await asyncio.gather(*sends)
            ids = [row["_id"] for row in outbox]
            update = {"$unset": {"pending": ""}, "$set": {"published_at": now}}
            await self.database["outbox"].update_many({"_id": {"$in": ids}}, update)


class First(Hop):
    async def handle(self, events: list[Row]) -> None:
        now = datetime.now(UTC)
        outgoing = []
        for number, event in enumerate(events):
            relevant = number % 20 == 0
            body = {name: event[name] for name in ("event_id", "occurred_at", "subject_id", "correlation_id")}
            body["causation_id"], body["yes"] = event["event_id"], relevant
            body["publication"] = {name: event[name] for name in BRIEF}
            body["scores"] = dict.fromkeys(("relevant", "score", "labour", "province", "topic", "tone", "urgency"), 0.5)
            if relevant:
                body["publication"] |= {"lead": event["text"][:400], "signature": event["signature"]}
                body["evidence"] = EVIDENCE
            outgoing.append((ASSESSED, event["subject_id"], json.dumps(body).encode()))
        await self.write(
            {
                "inbox": [{"_id": event["event_id"], "at": now} for event in events],
                "assessments": [
                    {
                        "_id": event["event_id"],
                        "publication": event["subject_id"],
                        "score": 0.5,
                        "topic": "x",
                        "at": now,
                    }
                    for event in events
                ],
            },
            outgoing,
        )


class Second(Hop):
    async def handle(self, events: list[Row]) -> None:
        now = datetime.now(UTC)
        relevant = [event for event in events if event["yes"]]
        rows: dict[str, list[Row]] = {
            "inbox": [{"_id": event["event_id"], "at": now} for event in events],
            "sightings": [
                {"_id": event["event_id"], "at": now}
                | {name: event["publication"][name] for name in ("title", "address", "outlet")}
                for event in events
            ],
            "cases": [{"_id": event["event_id"], **event["publication"], "at": now} for event in relevant],
            "timeline": [
                {"_id": f"{e['event_id']}:{line}", "at": now, "kind": "x"} for e in relevant for line in range(4)
            ],
            "bands": [{"_id": f"{e['event_id']}:{b}", "members": "x" * 340} for e in relevant for b in range(16)],
        }
        outgoing = [
            (topic, event["subject_id"], json.dumps(event["publication"]).encode())
            for event in relevant
            for topic in (CHANGED, CHANGED, STATE, REQUESTED)
        ]
        await self.write(rows, outgoing)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("hop", choices=("first", "second"))
    parser.add_argument("--kafka", required=True)
    parser.add_argument("--mongo", required=True)
    arguments = parser.parse_args()
    kind, topic = (First, CAPTURED) if arguments.hop == "first" else (Second, ASSESSED)

    async def run() -> None:
        await kind(arguments.hop, topic, arguments.kafka, arguments.mongo).run()

    asyncio.run(run())


if __name__ == "__main__":
    main()
