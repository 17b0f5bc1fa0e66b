"""Sightings as they were assessed and officers' verdicts on them, as documents, and back."""

from dataclasses import asdict, fields
from typing import Any

from casework.domain.judging import Verdict
from casework.domain.lanes import BACKFILL, LIVE
from casework.domain.matching import parse_signature
from casework.domain.sighting import Sighting
from shared.cause import Cause
from shared.store.client import Index
from shared.store.driver import ASCENDING, DESCENDING, Document, IndexModel

VERDICTS = "verdicts"
LISTS = frozenset({"places", "place_names", "words", "answers"})
UNKNOWN: dict[str, Any] = {
    "medium": "online",
    "lead": "",
    "published_at": None,
    "topic": "other",
    "tone": "",
    "urgency": "normal",
    "places": (),
    "place_names": (),
    "words": (),
    "encoded_signature": "",
    "outlet_id": "",
    "unit_id": None,
    "lane": LIVE,
    "answers": (),
}
"""Of sightings of before everything of them was kept, and of those that were not relevant."""
VERDICT_INDEXES = (
    Index(VERDICTS, IndexModel([("at", DESCENDING)])),
    Index("sightings", IndexModel([("publication_id", ASCENDING), ("_id", DESCENDING)])),
    # Of the unsure only: they wait for a person. The others are listed from the latest on, and are most of all.
    Index(
        "sightings",
        IndexModel(
            [("relevant", ASCENDING), ("judged", ASCENDING), ("_id", DESCENDING)],
            partialFilterExpression={"relevant": "unsure"},
        ),
    ),
    Index(
        "sightings",
        IndexModel(
            [("lane", ASCENDING), ("relevant", ASCENDING), ("_id", DESCENDING)],
            partialFilterExpression={"lane": BACKFILL},
        ),
    ),
)


def whole_sighting(sighting: Sighting) -> Document:
    """Everything that a case can be opened with."""
    row = {name: getattr(sighting, name) for name in _NAMES}
    row |= {name: list(row[name]) for name in LISTS}
    return row | {"_id": sighting.message_id, "correlation_id": sighting.cause.correlation_id}


def sighting_of(row: Document) -> Sighting:
    known = UNKNOWN | {name: row[name] for name in _NAMES if name in row}
    known |= {name: tuple(known[name]) for name in LISTS}
    known.setdefault("assessed_at", row["captured_at"])
    cause = Cause(row.get("correlation_id") or row["_id"], row["_id"])
    signature = parse_signature(known["encoded_signature"])
    return Sighting(message_id=row["_id"], cause=cause, signature=signature, **known)


def verdict_document(verdict: Verdict) -> Document:
    row = asdict(verdict)
    return {"_id": row.pop("publication_id"), **row}


def verdict_of(row: Document) -> Verdict:
    return Verdict(publication_id=row["_id"], **{name: value for name, value in row.items() if name != "_id"})


_NAMES = [field.name for field in fields(Sighting) if field.name not in ("message_id", "cause", "signature")]
