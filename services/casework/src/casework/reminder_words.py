"""Who is told of a due time, as JSON for programs and as lines for people."""

from collections.abc import Sequence
from typing import Any

from casework.domain.clocks.due import Due
from casework.domain.clocks.phrases import moment
from casework.domain.reminders.planning import Outlook
from casework.domain.reminders.vocabulary import AUDIENCE_NAMES, KIND_NAMES


def reminders_json(due: Due, outlooks: Sequence[Outlook]) -> dict[str, Any]:
    """`at` is null for a row that stays silent; its derivation says why."""
    return {
        "rule": due.rule.id,
        "part": due.rule.part,
        "started_at": due.started_at.isoformat(),
        "due": due.at.isoformat() if due.at else None,
        "reminders": [_outlook_json(one) for one in outlooks],
    }


def _outlook_json(outlook: Outlook) -> dict[str, Any]:
    rule = outlook.rule
    return {
        "id": rule.id,
        "at": outlook.at.isoformat() if outlook.at else None,
        "to": list(rule.to),
        "kind": rule.kind,
        "urgent": rule.urgent,
        "basis": rule.basis,
        "force": rule.force,
        "mark": rule.mark,
        "derivation": list(outlook.derivation),
    }


def reminders_text(due: Due, outlooks: Sequence[Outlook]) -> str:
    at = moment(due.at) if due.at else "không có thời điểm tính được"
    lines = [f"{due.rule.title} ({due.rule.id}): {at}"]
    return "\n".join([*lines, *(_outlook_text(one) for one in outlooks)] if outlooks else [*lines, "  không nhắc ai"])


def _outlook_text(outlook: Outlook) -> str:
    rule = outlook.rule
    when = moment(outlook.at) if outlook.at else "không gửi"
    to = ", ".join(AUDIENCE_NAMES[audience] for audience in rule.to)
    head = f"  {when}: {KIND_NAMES[rule.kind]} cho {to} ({rule.id})"
    return "\n".join([head, *(f"    {step}" for step in outlook.derivation)])
