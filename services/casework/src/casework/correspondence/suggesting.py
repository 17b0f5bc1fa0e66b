"""What a form for a letter begins with: what the case would fill in anyhow, and what its last letter said."""

from collections.abc import Mapping, Sequence
from typing import Any

from casework.correspondence.filed import Filed
from casework.correspondence.issuing import Issuing
from casework.domain.case import Case, Told
from casework.letters.kinds import Kind

REPEATED = ("signatory", "signer", "contact", "archive", "typist")


def suggested(
    kind: Kind, request_id: str | None, case: Case, publications: Sequence[Told], issuing: Issuing
) -> dict[str, Any]:
    """From the case alone. Whoever leaves it as it is, has it filled in by the desk, with its note for the drafter."""
    if kind == "verification":
        return {"matter": case.title, "questions": list(issuing.questions)}
    if kind != "correction" or request_id is None:
        return {}
    evidence = dict.fromkeys(item for finding in case.life.findings for item in finding.evidence)
    about = case.life.request(request_id).publication_id
    titles = [told.title for told in publications if told.publication_id == about]
    truth = case.life.conclusion.summary if case.life.conclusion else ""
    statements = [{"quote": title, "truth": truth} for title in titles]
    return {"statements": statements, "evidence": list(evidence)}


def repeated(letters: Sequence[Filed], issuing: Issuing, writer: str) -> dict[str, Any]:
    """Who signs and whom to ask, as in the case's last letter; before there is one, the writer and the issuer."""
    if letters:
        return {name: letters[-1].own[name] for name in REPEATED if letters[-1].own.get(name)}
    issuer = issuing.issuer(None)
    return {"contact": {"name": writer, "phone": issuer.phone, "email": issuer.email}}


def without(given: Mapping[str, Any], suggestion: Mapping[str, Any]) -> dict[str, Any]:
    """What the writer has really said."""
    return {name: value for name, value in given.items() if value != suggestion.get(name)}
