"""Indexes of casework."""

from shared.store.client import Index
from shared.store.driver import ASCENDING, DESCENDING, IndexModel

INDEXES = (
    Index("cases", IndexModel([("opened_at", DESCENDING)])),
    Index("cases", IndexModel([("told.publication_id", ASCENDING)])),
    Index("timeline", IndexModel([("case_id", ASCENDING), ("at", ASCENDING)])),
    Index("publication_changes", IndexModel([("publication_id", ASCENDING)])),
    Index(
        "sightings",
        IndexModel([("captured_at", DESCENDING)], partialFilterExpression={"relevant": {"$in": ["yes", "unsure"]}}),
    ),
)
