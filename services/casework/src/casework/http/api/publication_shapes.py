"""Publications that were assessed, and verdicts on them, as programs read and send them."""

from typing import Annotated, Any

from pydantic import BaseModel, Field

from casework.domain.judging import Relevance
from casework.http.api.case_shapes import LocalTime
from casework.http.api.session_shapes import Given
from casework.http.opening_shape import Topic

Line = Annotated[str, Field(max_length=64)]


class AssessedOut(BaseModel):
    """What the machine said of a publication, by which words and model; `verdict`: an officer's, with its version."""

    publication_id: str
    outlet_name: str
    title: str
    address: str
    lead: str
    relevant: str
    score: float
    topic: str
    words: list[str]
    model: str
    captured_at: LocalTime
    published_at: LocalTime | None = None
    lane: str = "live"
    verdict: str
    version: int


class JudgingIn(Given):
    """`version`: of the verdict that was read, 0 if there was none. A no needs a reason."""

    relevant: Relevance
    topic: Topic | None = None
    unit_id: Line = ""
    reason: Annotated[str, Field(max_length=2_000)] = ""
    version: Annotated[int, Field(ge=0, le=1_000_000)] = 0


class VerdictOut(BaseModel):
    """`case_id`: of the case that tells of it now; empty after a no."""

    publication_id: str
    version: int
    relevant: Relevance
    topic: str
    unit_id: str
    case_id: str
    by: str
    at: LocalTime


def assessed_out(row: dict[str, Any], verdicts: dict[str, dict[str, Any]]) -> AssessedOut:
    verdict = verdicts.get(row["publication_id"], {"relevant": "", "version": 0})
    known = {name: row[name] for name in AssessedOut.model_fields if name in row}
    empty = {"lead": "", "topic": "", "words": [], "model": ""}
    return AssessedOut(**empty | known, verdict=verdict["relevant"], version=verdict["version"])
