"""A half-year report: figures that are frozen, and the letter that carries them out of the house."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from casework.domain.directory import Body
from casework.domain.life.actor import Actor
from casework.domain.reporting.by_unit import UnitRow
from casework.domain.reporting.figures import Figure
from casework.domain.reporting.period import Period
from casework.domain.roles import Role

State = Literal["draft", "approved", "issued"]
LETTER_STATES: Mapping[str, State | Literal["void"]] = {
    "drafted": "draft",
    "proposed": "draft",
    "returned": "draft",
    "approved": "approved",
    "signed": "approved",
    "issued": "issued",
    "received": "issued",
    "withdrawn": "void",
    "voided": "void",
}
"""A report is approved when another person has approved its letter, and issued when that has left; a letter that was
withdrawn or voided leaves the figures where they were."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened to a report, for its chain of the audit trail."""

    kind: str
    at: datetime
    actor: str
    role: Role
    reason: str = ""
    note: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """Figures of this period and of the same one a year before."""

    now: tuple[Figure, ...]
    year_before: tuple[Figure, ...]
    units: tuple[UnitRow, ...] = ()
    """Of a report of the whole federation."""


@dataclass(frozen=True, slots=True)
class Report:
    """`whole`: of all cases, by the provincial federation. `sha256`: of the figures, which never change.

    Counted from what was known just before `cutoff`. `letter_id`: the letter that lives, if one was begun.
    """

    id: str
    version: int
    unit: Body
    whole: bool
    period: Period
    cutoff: datetime
    sha256: str
    made_by: str
    made_at: datetime
    state: State = "draft"
    letter_id: str = ""
    changes: tuple[Change, ...] = field(default=(), compare=False)

    def with_letter(self, letter_id: str, letter_state: str, change: Change) -> "Report":
        """After a step of its letter."""
        state = LETTER_STATES[letter_state]
        stepped = (
            replace(self, letter_id="", state="draft")
            if state == "void"
            else replace(self, letter_id=letter_id, state=state)
        )
        return stepped._grown(change)

    def _grown(self, change: Change) -> "Report":
        return replace(self, version=self.version + 1, changes=(*self.changes, change))


def made(report: Report, actor: Actor) -> Report:
    """A report that is put on record, with the hash of its figures."""
    span = f"{report.period.first:%d/%m/%Y} – {report.period.last:%d/%m/%Y}"
    note = f"{report.unit.name}, kỳ {span}"
    change = Change("report-drafted", report.made_at, actor.account, actor.role, note=note, files=(report.sha256,))
    return report._grown(change)
