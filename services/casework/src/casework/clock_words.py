"""Due times and rules as JSON for programs and as lines for people."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from casework.domain.clocks.due import Due
from casework.domain.clocks.phrases import moment
from casework.domain.clocks.rule import Rule


def dues_json(dues: Sequence[Due], medium: str) -> dict[str, Any]:
    """A rule with one duty answers with one object; the parts of one with several follow one another."""
    answers = [_due_json(due, medium) for due in dues]
    first = next((answer["due"] for answer in answers if answer["due"]), None)
    return answers[0] if len(answers) == 1 else {"due": first, "parts": answers}


def _due_json(due: Due, medium: str) -> dict[str, Any]:
    return {
        "rule": due.rule.id,
        "part": due.rule.part,
        "medium": medium,
        "started_at": due.started_at.isoformat(),
        "due": due.at.isoformat() if due.at else None,
        "legal_basis": due.rule.basis,
        "force": due.rule.force,
        "mark": due.rule.mark,
        "row": rule_json(due.rule),
        "derivation": list(due.steps),
    }


def rule_json(rule: Rule) -> dict[str, Any]:
    row = {name: value for name, value in asdict(rule).items() if value not in (None, "", (), frozenset(), False)}
    days = {name: row[name].isoformat() for name in ("valid_from", "valid_to") if name in row}
    media = {"media": sorted(rule.media)} if rule.media else {}
    return row | days | media


def due_text(due: Due) -> str:
    at = moment(due.at) if due.at else "không có thời điểm tính được"
    return "\n".join([f"{due.rule.title} ({due.rule.id}): {at}", *(f"  {step}" for step in due.steps)])


def rule_text(rule: Rule) -> str:
    limit = f"{rule.quantity} {rule.unit}" if rule.quantity else rule.unit
    media = ", ".join(sorted(rule.media)) or "mọi loại hình"
    return f"{rule.label}  {limit}  {rule.force}  {rule.mark}  {media}\n    {rule.title}. {rule.basis}"
