"""Events that were decided but not yet published: written with the state, read by the relay.

Published rows stay for a while (TTL, shared.keeping): they are what a broker that lost its memory is refilled from.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from shared.contracts.envelope import Event
from shared.contracts.headers import headers_of
from shared.keeping import OUTBOX
from shared.posting import Headers, Posting
from shared.store.client import Index
from shared.store.driver import ASCENDING, Binary, Database, Document, IndexModel, Session

COLLECTION = "outbox"
PENDING = "pending_id_topic"

INDEXES = (
    # With the topic, so that events of a topic that takes nothing are passed over without being read.
    Index(
        COLLECTION,
        IndexModel(
            [("pending", ASCENDING), ("_id", ASCENDING), ("topic", ASCENDING)],
            name=PENDING,
            partialFilterExpression={"pending": True},
        ),
    ),
    # Partial: a plain index would hold every unpublished row too, as a null that has to be taken out again.
    Index(
        COLLECTION,
        IndexModel(
            "published_at",
            expireAfterSeconds=int(OUTBOX.total_seconds()),
            partialFilterExpression={"published_at": {"$exists": True}},
        ),
    ),
)


def to_posting(event: Event, traceparent: str | None = None) -> Posting:
    return Posting(
        id=event.event_id,
        topic=event.TOPIC,
        key=event.key,
        body=event.model_dump_json().encode(),
        headers=headers_of(event, traceparent),
        subject_version=event.subject_version,
    )


def _document(posting: Posting, now: datetime) -> Document:
    return {
        "_id": posting.id,
        "topic": posting.topic,
        "key": posting.key,
        "body": None if posting.body is None else Binary(posting.body),
        "headers": _stored(posting.headers),
        "subject_version": posting.subject_version,
        "pending": True,
        "created_at": now,
    }


def _stored(headers: Headers) -> Mapping[str, str] | list[list[str | bytes | None]]:
    return headers if isinstance(headers, Mapping) else [list(pair) for pair in headers]


async def add(database: Database, session: Session, postings: Sequence[Posting]) -> None:
    now = datetime.now(UTC)
    await database[COLLECTION].insert_many([_document(posting, now) for posting in postings], session=session)
