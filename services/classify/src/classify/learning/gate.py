"""Whether a candidate may judge: no figure that counts may be worse than the active model's."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from classify.judgement.judge import Judge
from classify.judgement.model import Model
from classify.learning.evaluate import report
from classify.learning.examples import Example
from classify.learning.floors import figures_of, keeps, kept_figures
from classify.learning.gold import floors_path
from classify.routing import Units

GOLD, VERDICTS = "gold", "verdicts"
ENOUGH = 20
"""Verdicts that were held out, from which on they decide; fewer are shown."""
_BY_VERDICTS = tuple(
    f"all/relevance/{name}" for name in ("yes/precision", "yes/recall", "recall_with_unsure", "unsure_share")
)


class Compared(NamedTuple):
    """One figure on one set; None where a model has none."""

    set: str
    figure: str
    active: float | None
    candidate: float | None
    decides: bool

    @property
    def fell(self) -> bool:
        if not self.decides or self.active is None:
            return False
        return self.candidate is None or not keeps(self.figure, self.candidate, self.active)


class Sets(NamedTuple):
    """What both are measured on."""

    gold: Sequence[Example]
    held_out: Sequence[Example]
    units: Units


def measure(model: Model, sets: Sets) -> dict[str, Any]:
    """The report of each set that has publications."""
    judge = Judge(model)
    named = {GOLD: sets.gold, VERDICTS: sets.held_out}
    return {
        name: report([(one, judge.judge(one.title, one.text, explain_all=False)) for one in examples], sets.units)
        for name, examples in named.items()
        if examples
    }


def compare(active: Mapping[str, Any], candidate: Mapping[str, Any], held_out: int) -> list[Compared]:
    """Of two measurements: the figures that have floors, on the gold set, and those of relevance on the verdicts."""
    wanted = [(GOLD, figure, True) for figure in kept_figures(floors_path())]
    wanted += [(VERDICTS, figure, held_out >= ENOUGH) for figure in _BY_VERDICTS if held_out]
    before = {name: figures_of(measured) for name, measured in active.items()}
    after = {name: figures_of(measured) for name, measured in candidate.items()}
    return [Compared(one, figure, before[one].get(figure), after[one].get(figure), d) for one, figure, d in wanted]


def table(rows: Sequence[Compared]) -> str:
    """For people: every figure, and which of them fell."""
    lines = [f"{'set':8}  {'figure':52}  {'active':>7}  {'candidate':>9}"]
    for row in rows:
        mark = "fell" if row.fell else "" if row.decides else "too few to decide"
        shown = f"{row.set:8}  {row.figure:52}  {_shown(row.active):>7}  {_shown(row.candidate):>9}  {mark}"
        lines.append(shown.rstrip())
    return "\n".join(lines)


def _shown(figure: float | None) -> str:
    return "-" if figure is None else f"{figure:.3f}"
