"""How good a judgement is on labelled publications, as a whole and by slice."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from classify.judgement.judge import Judgement
from classify.learning.examples import Example
from classify.learning.lessons import KIND, is_held_out
from classify.learning.metrics import Score, macro_f1, score
from classify.routing import Units

Judged = tuple[Example, Judgement]

_EVEN = 0.5
_NOBODY = Units(())
_PRESENT = date(2026, 1, 1)
"""A day of the organisation since 2025-07-01, for what carries no date."""
_POST_CHARACTERS = 700

_SLICES: Mapping[str, Callable[[Example], bool]] = {
    "verbatim": lambda one: one.kind == "verbatim",
    "paraphrase": lambda one: one.kind == "paraphrase",
    "posts": lambda one: not one.title and len(one.text) <= _POST_CHARACTERS,
    "no diacritics": lambda one: "nodia" in one.variant,
    "teencode": lambda one: "teen" in one.variant,
    "legacy encodings": lambda one: one.variant in ("tcvn3", "vni"),
    "other provinces' labour": lambda one: bool(one.gold.labour) and one.gold.province is False,
    "the province, not labour": lambda one: one.gold.labour is False and bool(one.gold.province),
    "English": lambda one: one.variant == "english",
    "verdicts": lambda one: one.kind == KIND,
    "verdicts held out": is_held_out,
}


def report(judged: Sequence[Judged], units: Units = _NOBODY) -> dict[str, Any]:
    """The figures of the whole and of each slice that has publications; rates are rounded to three digits."""
    sliced = {name: [one for one in judged if belongs(one[0])] for name, belongs in _SLICES.items()}
    return {"all": figures(judged) | _routing(judged, units)} | {
        name: figures(part) for name, part in sliced.items() if part
    }


def figures(judged: Sequence[Judged]) -> dict[str, Any]:
    """Only what the labels allow. Without any, how many a person would see of 100,000."""
    found: dict[str, Any] = {"publications": len(judged)}
    asked = [(one, judgement) for one, judgement in judged if one.gold.relevant is not None]
    if asked:
        found["relevance"] = _relevance(asked)
    for axis in ("labour", "province"):
        answered = [(getattr(j, axis) >= _EVEN, getattr(o.gold, axis)) for o, j in judged]
        known = [(said, wanted) for said, wanted in answered if wanted is not None]
        if known:
            found[axis] = _rates(score(*zip(*known, strict=True)))
    for kind in ("topic", "tone", "urgency"):
        told = [(getattr(j, kind), getattr(o.gold, kind)) for o, j in judged]
        named = [(said, wanted) for said, wanted in told if wanted is not None]
        if named:
            found[f"{kind}_macro_f1"] = round(macro_f1(*zip(*named, strict=True)), 3)
    if not asked:
        found["seen_per_100000"] = round(100_000 * sum(j.relevant != "no" for _, j in judged) / max(1, len(judged)), 1)
    return found


def _routing(judged: Sequence[Judged], units: Units) -> dict[str, float]:
    """How often the union that has to answer first is the right one."""
    asked = [(one.gold.units, one, judgement) for one, judgement in judged if one.gold.units]
    right = [wanted[0] in _units(one, judgement, units)[:1] for wanted, one, judgement in asked]
    return {"routing": round(sum(right) / len(right), 3)} if right else {}


def _units(one: Example, judgement: Judgement, units: Units) -> tuple[str, ...]:
    day = date.fromisoformat(one.day) if one.day else _PRESENT
    return units.answering(judgement.places, in_park=judgement.in_park, day=day)


def _relevance(judged: Sequence[Judged]) -> dict[str, Any]:
    gold = [bool(one.gold.relevant) for one, _ in judged]
    yes = score([judgement.relevant == "yes" for _, judgement in judged], gold)
    seen = score([judgement.relevant != "no" for _, judgement in judged], gold)
    unsure = sum(judgement.relevant == "unsure" for _, judgement in judged)
    return {
        "relevant": sum(gold),
        "yes": _rates(yes),
        "recall_with_unsure": round(seen.recall, 3),
        "unsure_share": round(unsure / len(judged), 3),
    }


def _rates(found: Score) -> dict[str, float]:
    return {"precision": round(found.precision, 3), "recall": round(found.recall, 3), "f1": round(found.f1, 3)}
