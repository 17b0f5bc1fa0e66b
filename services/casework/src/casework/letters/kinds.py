"""The kinds of letters, and the facts that each needs."""

from dataclasses import dataclass
from typing import Literal, get_args

from casework.letters.facts import Paper
from casework.letters.press import PressCase
from casework.letters.report import ReportCase
from casework.letters.unit import UnitCase

Kind = Literal["correction", "copy", "verification", "reminder", "report"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Demand:
    """`needs`: fields that the facts may lack in general, but not for this kind."""

    facts: type[Paper]
    needs: tuple[str, ...] = ()


DEMANDS: dict[Kind, Demand] = {
    "correction": Demand(PressCase),
    "copy": Demand(PressCase, ("sent",)),
    "verification": Demand(UnitCase),
    "reminder": Demand(UnitCase, ("sent", "asked_at")),
    "report": Demand(ReportCase),
}
