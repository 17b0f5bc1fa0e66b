"""A parked record as a document of MongoDB, and as it is sent again."""

import hashlib
import zlib
from datetime import UTC, datetime

from shared.contracts.parked import EXCERPT_LIMIT
from shared.ops.ids import new_id, stable_id
from shared.posting import REPLAY_FOR, Parcel, Posting, Record
from shared.store.driver import Binary, Document

KEPT_LIMIT = 12 * 1024 * 1024
"""Bytes of a record; MongoDB refuses documents above 16 MiB, and then the record would come again for ever."""


def identity(record: Record) -> str:
    # Place alone is not enough: a broker that lost its memory counts offsets from zero again.
    digest = hashlib.sha256(record.value or b"").hexdigest()
    return stable_id(record.place, str(record.timestamp), digest)


def document_of(id_: str, parcel: Parcel) -> Document:
    record, value = parcel.record, parcel.record.value or b""
    kept, headers = zlib.compress(value), [[name, Binary(value or b"")] for name, value in record.headers]
    whole = len(kept) + len(record.key or b"") + sum(len(name) + len(value) for name, value in headers) <= KEPT_LIMIT
    return {
        "_id": id_,
        "status": "parked",
        "group": parcel.group,
        "topic": record.topic,
        "partition": record.partition,
        "offset": record.offset,
        "timestamp": record.timestamp,
        "key": Binary((record.key or b"") if whole else (record.key or b"")[:EXCERPT_LIMIT]),
        "headers": headers if whole else [],
        "value": Binary(kept if whole else zlib.compress(value[:EXCERPT_LIMIT])),
        "whole": whole,
        "size": len(value),
        "sha256": hashlib.sha256(value).hexdigest(),
        "event_id": parcel.event_id,
        "error_type": parcel.error_type,
        "error": parcel.error[:2_000],
        "attempts": parcel.attempts,
        "parked_at": datetime.now(UTC),
    }


def as_posting(row: Document) -> Posting:
    """The same bytes, for the group alone that could not process them."""
    return Posting(
        id=new_id(),
        topic=row["topic"],
        key=bytes(row["key"]),
        body=row["value"],
        headers={name: bytes(value) for name, value in row["headers"]} | {REPLAY_FOR: row["group"]},
        subject_version=0,
    )


def place_of(row: Document) -> str:
    return f"{row['topic']}/{row['partition']}/{row['offset']}"
