"""The rule file: YAML that a lawyer can edit, checked row by row before anything is computed from it."""

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from casework.domain.clocks.calendar import OutsideCalendar, Swap, WorkCalendar
from casework.domain.clocks.due import NoTimezone, Reckoner
from casework.domain.clocks.rule import Rule
from casework.domain.clocks.rulebook import Counting, NoRule, Rulebook, RulesUnsound, UnknownMedium, UnknownRule
from casework.domain.clocks.vocabulary import Force, Mark, Medium, Party, Start, Unit
from casework.tables import Row, read_table

PACKAGED = "data/rules.yaml"
Text = Annotated[str, Field(min_length=1, max_length=500)]


class RuleFileUnreadable(Exception):
    """The file is no rule file; the message names row, field and cure."""


CLOCK_REFUSALS = (NoRule, NoTimezone, OutsideCalendar, RuleFileUnreadable, RulesUnsound, UnknownMedium, UnknownRule)
"""Questions to the clocks that have no answer; each says why and what to do."""


class _Rule(Row):
    id: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]{2,40}$")]
    title: Text
    basis: Text
    owed_by: Party
    force: Force
    mark: Mark
    unit: Unit
    starts: Start
    part: Annotated[str, Field(pattern=r"^[a-z_]*$")] = ""
    media: list[Medium] = []
    quantity: Annotated[int, Field(ge=1, le=10_000)] = 0
    valid_from: date | None = Field(None, alias="from")
    valid_to: date | None = Field(None, alias="to")
    before: bool = False
    ends: list[Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$")]] = []
    keep_days: Annotated[int, Field(ge=1)] | None = None
    keep_mark: Mark | None = None
    note: str = ""

    def to_rule(self) -> Rule:
        ends = tuple((int(month), int(day)) for month, day in (end.split("-") for end in self.ends))
        fields = self.model_dump(exclude={"media", "ends"})
        return Rule(**fields, media=frozenset(self.media), ends=ends)


class _Swap(Row):
    off: date
    worked: date | None = None
    basis: Text


class _Counting(Row):
    basis: Text
    mark: Mark


class _File(Row):
    counting: _Counting
    gaps: list[str] = []
    swaps: list[_Swap] = []
    rules: Annotated[list[_Rule], Field(min_length=1)]

    @model_validator(mode="after")
    def _gaps_name_rules(self) -> "_File":
        if strangers := set(self.gaps) - {rule.id for rule in self.rules}:
            raise ValueError(f"gaps nêu quy tắc không có: {', '.join(sorted(strangers))}")
        return self


def load_clocks(path: Path | None = None) -> tuple[Rulebook, Reckoner]:
    """The packaged rules, or those of `path`. Raises RuleFileUnreadable or RulesUnsound."""
    parsed = read_table(_File, PACKAGED, path, RuleFileUnreadable)
    counting = Counting(parsed.counting.basis, parsed.counting.mark)
    days = WorkCalendar([Swap(swap.off, swap.worked, swap.basis) for swap in parsed.swaps])
    return Rulebook([row.to_rule() for row in parsed.rules], counting, parsed.gaps), Reckoner(days, counting)
