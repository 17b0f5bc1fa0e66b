"""A parked record as a document of MongoDB, and as it is sent again."""

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

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
    kept = zlib.compress(value)
    whole = len(kept) + len(record.key or b"") + sum(map(_size, record.headers)) <= KEPT_LIMIT
    return {
        "_id": id_,
        "status": "parked",
        "group": parcel.group,
        "topic": record.topic,
        "partition": record.partition,
        "offset": record.offset,
        "timestamp": record.timestamp,
        "key": None if record.key is None else Binary(record.key if whole else record.key[:EXCERPT_LIMIT]),
        "headers": [list(header) for header in record.headers] if whole else [],
        "valued": record.value is not None,
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
        key=row["key"] and bytes(row["key"]),
        body=row["value"] if row.get("valued", True) else None,
        headers=[*_others(row["headers"]), (REPLAY_FOR, row["group"].encode())],
        subject_version=0,
    )


def _others(headers: Iterable[Sequence[Any]]) -> list[tuple[str, bytes | None]]:
    """In their order, repeated or without value as they are; but what was replayed once is for one group still."""
    return [(name, value and bytes(value)) for name, value in headers if name != REPLAY_FOR]


def _size(header: tuple[str, bytes | None]) -> int:
    name, value = header
    return len(name) + len(value or b"")


def place_of(row: Document) -> str:
    return f"{row['topic']}/{row['partition']}/{row['offset']}"
