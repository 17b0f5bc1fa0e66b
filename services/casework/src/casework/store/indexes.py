"""Indexes of casework: one for each question that is not asked by id, and the ages at which something is forgotten."""

from datetime import timedelta

from casework.store import audit
from casework.store.case_list import CASE_LIST_INDEXES
from casework.store.letter_list import LETTER_LIST_INDEXES
from casework.store.letters import LETTER_INDEXES
from casework.store.numbers import NUMBER_INDEXES
from casework.store.proofs import PROOF_INDEXES
from casework.store.reports import REPORT_INDEXES
from casework.store.stories import STORY_INDEXES
from casework.store.trail_pages import TRAIL_INDEXES
from casework.store.verdicts import VERDICT_INDEXES
from casework.store.waiting import WAITING_INDEXES
from shared.store.client import Index
from shared.store.driver import ASCENDING, DESCENDING, IndexModel

LOCKED = timedelta(days=1)
"""A lock matters while two transactions overlap: a minute at most."""
EARLY = timedelta(days=90)
"""How long a change waits for its publication's assessment. Topics keep a week; a parked assessment may take longer."""
INDEXES = (
    # "date" keeps the cases without a running clock out of it.
    Index("cases", IndexModel([("fires_at", ASCENDING)], partialFilterExpression={"fires_at": {"$type": "date"}})),
    Index("cases", IndexModel([("reminds_at", ASCENDING)], partialFilterExpression={"reminds_at": {"$type": "date"}})),
    Index("cases", IndexModel([("held_by", ASCENDING)], partialFilterExpression={"held_by": {"$type": "string"}})),
    Index("told", IndexModel([("case_id", ASCENDING), ("number", ASCENDING)], unique=True)),
    Index("timeline", IndexModel([(name, ASCENDING) for name in ("case_id", "at", "step", "_id")])),
    Index("publication_changes", IndexModel([("publication_id", ASCENDING)])),
    Index("publication_changes", IndexModel("learnt_at", expireAfterSeconds=int(EARLY.total_seconds()))),
    Index("publication_locks", IndexModel("at", expireAfterSeconds=int(LOCKED.total_seconds()))),
    *NUMBER_INDEXES,
    *LETTER_INDEXES,
    *LETTER_LIST_INDEXES,
    *PROOF_INDEXES,
    *REPORT_INDEXES,
    *VERDICT_INDEXES,
    Index(
        "sightings",
        IndexModel([("captured_at", ASCENDING), ("_id", ASCENDING)], partialFilterExpression={"relevant": "no"}),
    ),
    *STORY_INDEXES,
    *audit.INDEXES,
    *TRAIL_INDEXES,
    Index("cases", IndexModel([("unit.id", ASCENDING), ("_id", DESCENDING)])),
    *CASE_LIST_INDEXES,
    *WAITING_INDEXES,
    # Vietnamese has no stemmer there; "none" also keeps every word. Marks are ignored, so are missing ones.
    Index("cases", IndexModel([("title", "text"), ("place_names", "text")], name="words", default_language="none")),
)
