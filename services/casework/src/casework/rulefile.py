"""The rule file: YAML that a lawyer can edit, checked row by row before anything is computed from it.

ruamel.yaml (kept, MIT): refuses a key given twice, which PyYAML takes silently.
"""

from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from casework.domain.clocks.calendar import OutsideCalendar, Swap, WorkCalendar
from casework.domain.clocks.due import NoTimezone, Reckoner
from casework.domain.clocks.rule import Rule
from casework.domain.clocks.rulebook import Counting, NoRule, Rulebook, RulesUnsound, UnknownMedium, UnknownRule
from casework.domain.clocks.vocabulary import Force, Mark, Medium, Party, Start, Unit

PACKAGED = "data/rules.yaml"
Text = Annotated[str, Field(min_length=1, max_length=500)]


class RuleFileUnreadable(Exception):
    """The file is no rule file; the message names row, field and cure."""


CLOCK_REFUSALS = (NoRule, NoTimezone, OutsideCalendar, RuleFileUnreadable, RulesUnsound, UnknownMedium, UnknownRule)
"""Questions to the clocks that have no answer; each says why and what to do."""


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Rule(_Row):
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


class _Swap(_Row):
    off: date
    worked: date | None = None
    basis: Text


class _Counting(_Row):
    basis: Text
    mark: Mark


class _File(_Row):
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
    name = str(path) if path else PACKAGED
    parsed = _parse(_read(path), name)
    counting = Counting(parsed.counting.basis, parsed.counting.mark)
    days = WorkCalendar([Swap(swap.off, swap.worked, swap.basis) for swap in parsed.swaps])
    return Rulebook([row.to_rule() for row in parsed.rules], counting, parsed.gaps), Reckoner(days, counting)


def _read(path: Path | None) -> str:
    try:
        return path.read_text("utf-8") if path else files("casework").joinpath(PACKAGED).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleFileUnreadable(f"Không đọc được tệp quy tắc {path}: {error}.") from error


def _parse(text: str, name: str) -> _File:
    try:
        content: Any = YAML(typ="safe", pure=True).load(text)
        return _File.model_validate(content)
    except YAMLError as error:
        raise RuleFileUnreadable(f"{name} không phải YAML đúng: {error}") from error
    except ValidationError as error:
        raise RuleFileUnreadable(
            f"{name}: {'; '.join(_fault(fault, content) for fault in error.errors()[:5])}"
        ) from None


def _fault(fault: Any, content: Any) -> str:
    place = [str(part) for part in fault["loc"]]
    if len(fault["loc"]) > 1 and fault["loc"][0] == "rules" and isinstance(fault["loc"][1], int):
        row = content["rules"][fault["loc"][1]]
        place[1] = f"dòng {fault['loc'][1] + 1} ({row.get('id', 'không có id') if isinstance(row, dict) else row})"
    return f"{' › '.join(place) or 'tệp'}: {fault['msg']}"
