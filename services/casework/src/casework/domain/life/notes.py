"""One line of the timeline for each command: what a reader wants to know without opening anything."""

from collections.abc import Callable, Mapping
from typing import Any

from casework.domain.life import commands as c
from casework.domain.life.life import Life
from casework.domain.life.stages import LEVEL_NAMES, OUTCOME_NAMES, VERDICT_NAMES

LONGEST = 300

_NOTES: Mapping[type[c.Command], Callable[[Any, Life], str]] = {
    c.Assign: lambda command, _: command.unit_id,
    c.ReportFinding: lambda command, _: command.text,
    c.ProposeConclusion: lambda command, _: f"{VERDICT_NAMES[command.verdict]}. {command.summary}",
    c.ApproveConclusion: lambda _, life: VERDICT_NAMES[life.conclusion.verdict] if life.conclusion else "",
    c.PlanAction: lambda command, _: f"{command.title} ({command.owner}, trước {command.due:%d/%m/%Y})",
    c.CompleteAction: lambda command, life: f"{life.action(command.id).title}: {command.proof}",
    c.DropAction: lambda command, life: life.action(command.id).title,
    c.SendRequest: lambda command, _: f"Văn bản số {command.letter_number}",
    c.RecordOutcome: lambda command, _: f"{OUTCOME_NAMES[command.outcome]}. {command.proof}".strip(),
    c.EscalateRequest: lambda command, _: command.to,
    c.SetLevel: lambda command, _: LEVEL_NAMES[command.level],
    c.LinkCase: lambda command, _: command.case_id,
    c.UnlinkCase: lambda command, _: command.case_id,
    c.MergeInto: lambda command, _: command.case_id,
    c.Split: lambda command, life: f"{len(set(command.publication_ids))} bài sang hồ sơ {life.links[-1].case_id}",
}


def note_of(command: c.Command, life: Life) -> str:
    """Empty when the kind says it all. Cut: the whole text is in the case."""
    make = _NOTES.get(type(command))
    note = make(command, life).strip() if make else ""
    return note if len(note) <= LONGEST else f"{note[: LONGEST - 1]}…"
