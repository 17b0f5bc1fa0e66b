"""What was seen of the requests of a case: facts, a proposal, and what a person still has to check."""

from typing import Annotated

from fastapi import Path
from pydantic import BaseModel, ConfigDict

from casework.access.policy import Permission
from casework.domain.clocks.vocabulary import Mark
from casework.domain.life.stages import Outcome
from casework.http.api.caller import Sees
from casework.http.api.case_shapes import LocalTime
from casework.http.api.endpoint import Endpoint
from casework.proof_views import ProofView, ProofViews
from casework.store.case_pages import CasePages

CaseId = Annotated[str, Path(min_length=1, max_length=64)]


class _Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class ItemOut(_Out):
    """Something that the notice must have, with its source and how sure that is."""

    id: str
    name: str
    basis: str
    mark: Mark


class PageOut(_Out):
    role: str
    address: str
    why: str


class SightOut(_Out):
    """One page at the last look that was reported. `sha256` names the snapshot that ingest keeps."""

    role: str
    address: str
    state: str
    detail: str
    title: str
    sha256: str
    linked_from: str
    position: int
    links: int
    carried: list[str]
    concerns: bool


class GapOut(_Out):
    since: LocalTime
    until: LocalTime
    kind: str


class KeepingOut(_Out):
    first: LocalTime
    last: LocalTime
    days: int
    removed_at: LocalTime | None
    gaps: list[GapOut]


class KeepOut(_Out):
    days: int
    mark: Mark
    basis: str


class ProofOut(BaseModel):
    """`outcome` and `proof` are proposed: a person records them. `kind`: not-yet, unseen, not-found, full, partial,
    removed, refused, silent; grows."""

    request_id: str
    publication_id: str
    track: str
    kind: str
    outcome: Outcome | None
    proof: str
    sentences: list[str]
    missing: list[ItemOut]
    to_check: list[ItemOut]
    keeping: KeepingOut | None
    keep: KeepOut | None
    next_step: str
    pages: list[PageOut]
    seen: list[SightOut]
    looked_at: LocalTime | None
    until: LocalTime
    ended: str


class ProofList(BaseModel):
    items: list[ProofOut]


class ProofEndpoints:
    def __init__(self, pages: CasePages, proofs: ProofViews) -> None:
        self._pages = pages
        self._proofs = proofs

    def table(self) -> list[Endpoint]:
        return [Endpoint("GET", "/cases/{case_id}/proofs", Permission.READ_CASES, self.list_proofs, may=[404])]

    async def list_proofs(self, scope: Sees, case_id: CaseId) -> ProofList:
        """One for each request that was sent, as it reads now."""
        case = await self._pages.case(scope, case_id)
        return ProofList(items=[proof_out(view) for view in await self._proofs.of(case)])


def proof_out(view: ProofView) -> ProofOut:
    proof, reading = view.proof, view.reading
    seen = proof.observations[-1].sights if proof.observations else ()
    return ProofOut(
        request_id=view.request_id,
        publication_id=proof.publication_id,
        track=proof.track,
        kind=view.kind,
        outcome=view.outcome,
        proof=view.proposed_proof,
        sentences=list(view.said),
        missing=[ItemOut.model_validate(item) for item in (reading.missing if reading else ())],
        to_check=[ItemOut.model_validate(item) for item in view.to_check],
        keeping=KeepingOut.model_validate(reading.keeping) if reading and reading.keeping else None,
        keep=KeepOut.model_validate(reading.keep) if reading and reading.keep else None,
        next_step=view.next_step,
        pages=[PageOut.model_validate(target) for target in proof.targets],
        seen=[SightOut.model_validate(sight) for sight in seen],
        looked_at=view.looked_at,
        until=proof.until,
        ended=proof.ended,
    )
