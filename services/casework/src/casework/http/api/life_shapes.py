"""The life of a case as programs read it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict

from casework.domain.clocks.running import State
from casework.domain.clocks.vocabulary import Force, Mark, Party
from casework.domain.life.stages import Outcome, RequestState, Track, Verdict
from casework.http.api.case_shapes import CaseOut, LocalTime, case_out


class Part(BaseModel):
    model_config = ConfigDict(extra="ignore")


class FindingOut(Part):
    id: str
    by: str
    at: LocalTime
    text: str
    evidence: list[str]


class ConclusionOut(Part):
    """A proposal until `approved_by` names another person."""

    verdict: Verdict
    summary: str
    proposed_by: str
    proposed_at: LocalTime
    approved_by: str | None
    approved_at: LocalTime | None
    competent_body: str


class ActionOut(Part):
    id: str
    title: str
    owner: str
    due: date
    planned_by: str
    done_at: LocalTime | None
    proof: str
    dropped: str


class RequestOut(Part):
    id: str
    publication_id: str
    track: Track
    medium: str
    opened_by: str
    state: RequestState
    letter_number: str
    received_at: LocalTime | None
    outcome: Outcome | None
    proof: str
    escalated_to: list[str]


class LinkOut(Part):
    case_id: str
    why: str


class ClockOut(Part):
    """`about` is the request that it belongs to, empty for the case's own. `due_at` null: no time can be computed."""

    rule_id: str
    part: str
    about: str
    title: str
    owed_by: Party
    force: Force
    mark: Mark
    basis: str
    started_at: LocalTime
    due_at: LocalTime | None
    at_once: bool
    state: State
    ended_at: LocalTime | None
    derivation: list[str]


class CaseDetail(CaseOut):
    """`commands`: what the caller may do now, as the last part of the address to post it to."""

    findings: list[FindingOut]
    conclusion: ConclusionOut | None
    earlier: list[ConclusionOut]
    actions: list[ActionOut]
    requests: list[RequestOut]
    links: list[LinkOut]
    merged_into: str
    absorbed: list[str]
    clocks: list[ClockOut]
    commands: list[str]


PARTS = ("findings", "conclusion", "earlier", "actions", "requests", "links", "merged_into", "absorbed")


def case_detail(row: dict[str, Any], commands: Sequence[str]) -> CaseDetail:
    life = {name: row["life"][name] for name in PARTS}
    return CaseDetail.model_validate(
        {**case_out(row).model_dump(), **life, "clocks": row["clocks"], "commands": list(commands)}
    )
