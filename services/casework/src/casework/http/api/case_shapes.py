"""Cases as programs read them. Times carry the zone in which people here read them."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel

from casework.access.roles import Level
from shared.ops.clock import VIETNAM

LocalTime = Annotated[datetime, AfterValidator(lambda moment: moment.astimezone(VIETNAM))]


class UnitRef(BaseModel):
    id: str
    name: str
    kind: str


class ProposalOut(BaseModel):
    unit_id: str
    name: str
    why: str


class CaseOut(BaseModel):
    """`due_at` is an internal target, not a time limit of law. `notice` is what became of the unit's notice."""

    id: str
    version: int
    title: str
    status: str
    topic: str
    urgency: str
    confidentiality: Level
    unit: UnitRef
    place_names: list[str]
    opened_at: LocalTime
    due_at: LocalTime | None
    notice: str
    publications: int
    question: str = ""
    """Whether a person still has to choose the unit: unknown, several; empty: it is certain or chosen."""
    proposals: list[ProposalOut] = []
    """What speaks for which unit, while that is open."""


class PublicationOut(BaseModel):
    """`state`: as captured, edited, removed or restored, last seen to change at `changed_at`.

    `says`: what a person has written down of one that no feed brought.
    """

    id: str
    number: int
    outlet: str
    address: str
    title: str
    published_at: LocalTime | None
    captured_at: LocalTime
    state: str
    changed_at: LocalTime | None
    medium: str = ""
    says: str = ""


class LineOut(BaseModel):
    """`at`: when it happened; `learnt_at`: when this system learnt of it."""

    id: str
    kind: str
    at: LocalTime
    learnt_at: LocalTime
    actor: str
    role: str
    reason: str
    publication_id: str | None
    note: str
    score: float | None
    before: str = ""
    after: str = ""
    """Of an edit by the outlet: title and passages as they were and as they are, at most 2,000 characters each."""


def case_out(row: dict[str, Any]) -> CaseOut:
    known = {name: row[name] for name in ("version", "title", "status", "topic", "urgency", "opened_at", "due_at")}
    return CaseOut(
        id=row["_id"],
        confidentiality=row.get("confidentiality") or Level.NORMAL,
        unit=UnitRef(id=row["unit"]["id"], name=row["unit"]["name"], kind=row["unit"]["kind"]),
        place_names=row["place_names"],
        notice=row["asked"]["state"],
        publications=row["told_count"],
        question=row.get("question", ""),
        proposals=[ProposalOut(**one) for one in row.get("proposals", ())],
        **known,
    )


def publication_out(row: dict[str, Any]) -> PublicationOut:
    known = {name: value for name, value in row.items() if name in PublicationOut.model_fields}
    return PublicationOut(id=row["_id"], outlet=row["outlet_name"], **known)


def line_out(row: dict[str, Any]) -> LineOut:
    known = {name: value for name, value in row.items() if name in LineOut.model_fields}
    return LineOut(id=row["_id"], **known)
