"""What a template is filled with, and what the drafter must know besides: sources that are not sure, due times."""

from dataclasses import dataclass, field
from typing import Any

from casework.clock_words import rule_json
from casework.domain.clocks.due import Due
from casework.domain.clocks.sureness import sureness
from casework.letters.deadlines import Clocks
from casework.letters.law import Laws, load_laws
from casework.letters.layout import Layout, packaged_layout
from casework.letters.recipients import Recipients, load_recipients
from casework.rulefile import load_clocks


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything that is data about law, bodies and layout."""

    clocks: Clocks
    laws: Laws
    recipients: Recipients
    layout: Layout


def packaged_tables() -> Tables:
    return Tables(Clocks(*load_clocks()), load_laws(), load_recipients(), packaged_layout())


@dataclass(slots=True)
class Draft:
    """`notes` are for the drafter's eyes, and never printed in the letter."""

    fields: dict[str, Any]
    notes: list[str] = field(default_factory=list)
    dues: list[Due] = field(default_factory=list)

    def note(self, text: str, mark: str) -> None:
        """Only what is not verified needs to be said."""
        if mark != "V":
            self.notes.append(f"{text} ({sureness(mark)})")

    def due(self, due: Due) -> None:
        self.dues.append(due)
        self.note(f"{due.rule.title}: {due.rule.basis}", due.rule.mark)
        if due.rule.note:
            self.notes.append(due.rule.note)


def due_json(due: Due) -> dict[str, Any]:
    return {
        "rule": due.rule.id,
        "part": due.rule.part,
        "due": due.at.isoformat() if due.at else None,
        "force": due.rule.force,
        "mark": due.rule.mark,
        "row": rule_json(due.rule),
        "derivation": list(due.steps),
    }
