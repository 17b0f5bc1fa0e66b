"""A case as it was at any moment, from what is on its record: a later step does not change an earlier figure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from casework.domain.case import Case
from casework.domain.life.stages import Outcome, Verdict

Standing = Literal["absent", "open", "concluded", "dismissed", "merged"]
TURNS: Mapping[str, Standing] = {
    "conclusion-approved": "concluded",
    "reopened": "open",
    "unmerged": "open",
    "dismissed": "dismissed",
    "merged": "merged",
}
"""Kinds of changes after which a case stands differently."""
ARRIVALS = frozenset({"opened", "publication-attached"})
"""Kinds of changes that bring a publication."""


@dataclass(frozen=True, slots=True)
class Line:
    """One change of the case; `at` is when we learnt of it."""

    kind: str
    at: datetime
    publication_id: str | None = None


@dataclass(frozen=True, slots=True)
class History:
    """`lines`, oldest first, are those whose kinds are in TURNS and ARRIVALS."""

    case: Case
    lines: tuple[Line, ...]

    def standing(self, at: datetime) -> Standing:
        """Before that moment."""
        if self.case.opened_at >= at:
            return "absent"
        turns = [TURNS[line.kind] for line in self.lines if line.kind in TURNS and line.at < at]
        return turns[-1] if turns else "open"

    def verdict(self, at: datetime) -> Verdict | None:
        """Of the last conclusion that counted before that moment, if the case was concluded then."""
        if self.standing(at) != "concluded":
            return None
        life = self.case.life
        every = (*life.earlier, *((life.conclusion,) if life.conclusion else ()))
        counted = [one for one in every if one.approved_at is not None and one.approved_at < at]
        return counted[-1].verdict if counted else None

    def arrived(self, begin: datetime, end: datetime) -> int:
        """How many publications joined it from `begin` on and before `end`."""
        return len(
            {
                line.publication_id
                for line in self.lines
                if line.kind in ARRIVALS and line.publication_id and begin <= line.at < end
            }
        )


def outcome_of(heard: tuple[tuple[Outcome, datetime], ...], at: datetime) -> Outcome | None:
    """What was known of an outlet's answer before that moment."""
    known = [outcome for outcome, when in heard if when < at]
    return known[-1] if known else None
