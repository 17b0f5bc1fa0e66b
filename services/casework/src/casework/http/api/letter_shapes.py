"""Letters as programs read them."""

from typing import Any

from pydantic import BaseModel

from casework.correspondence.filed import Filed
from casework.domain.roles import Role
from casework.http.api.case_shapes import LocalTime
from casework.letters.kinds import Kind
from casework.letters.steps import PERMISSIONS, State, Step


class LetterLine(BaseModel):
    """`number` as on paper; a voided letter keeps its own. `document`: SHA-256 of the unnumbered .docx, which is what
    an approver approves; `signed_document`: of the numbered one, which leaves."""

    id: str
    case_id: str
    """Empty for the letter of a report."""
    report_id: str | None
    place: int
    kind: Kind
    version: int
    state: State
    request_id: str | None
    publication_id: str | None
    number: str
    signatory: str
    to: list[str]
    document: str
    signed_document: str | None
    changed_at: LocalTime


class TemplateOut(BaseModel):
    name: str
    sha256: str


class FactOut(BaseModel):
    """One step; `document`: SHA-256 of what it was about."""

    version: int
    kind: Step
    actor: str
    role: Role
    reason: str
    at: LocalTime
    document: str


class ReceiptOut(BaseModel):
    received_at: LocalTime
    proof: str


class LetterOut(LetterLine):
    """`own`: what its writer gave; `facts`: all that it is printed from; `notes` and `deadlines`, with the marks of
    their sources, are for the drafter and never printed; `may`: steps that the reader's role has now."""

    series: str
    copies: list[str]
    own: dict[str, Any]
    facts: dict[str, Any]
    template: TemplateOut
    notes: list[str]
    deadlines: list[dict[str, Any]]
    proposed_by: str | None
    approved_by: str | None
    signed_by: str | None
    voided_because: str
    receipt: ReceiptOut | None
    history: list[FactOut]
    may: list[Step]


def letter_line(filed: Filed) -> LetterLine:
    return LetterLine(**_line(filed))


def letter_out(filed: Filed, role: Role) -> LetterOut:
    letter, printed = filed.letter, filed.printed
    voiding = letter.number.voiding if letter.number else None
    receipt = letter.receipt
    return LetterOut(
        **_line(filed),
        series=letter.series,
        copies=list(printed.copies),
        own=dict(filed.own),
        facts=dict(printed.facts),
        template=TemplateOut(name=printed.template.name, sha256=printed.template.sha256),
        notes=list(printed.notes),
        deadlines=[dict(due) for due in printed.deadlines],
        proposed_by=letter.proposed_by,
        approved_by=letter.approved_by,
        signed_by=letter.signed_by,
        voided_because=voiding.reason if voiding else "",
        receipt=ReceiptOut(received_at=receipt.received_at, proof=receipt.proof) if receipt else None,
        history=[FactOut(**{name: getattr(fact, name) for name in FactOut.model_fields}) for fact in letter.facts],
        may=[step for step, rule in PERMISSIONS.items() if role in rule.roles and letter.state in rule.states],
    )


def _line(filed: Filed) -> dict[str, Any]:
    letter = filed.letter
    same = ("id", "case_id", "place", "kind", "version", "request_id", "publication_id", "number")
    return {name: getattr(filed, name) for name in same} | {
        "report_id": filed.home if filed.kind == "report" else None,
        "state": letter.state,
        "signatory": letter.signatory,
        "to": list(filed.printed.to),
        "document": letter.document,
        "signed_document": letter.signed_document,
        "changed_at": letter.facts[-1].at,
    }
