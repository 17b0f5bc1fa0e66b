"""How good a judgement is on labelled publications, as a whole and by slice."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from classify.judgement.judge import Judgement
from classify.learning.examples import Example, added_units
from classify.learning.lessons import KIND, is_held_out
from classify.learning.localities import answering
from classify.learning.metrics import Score, macro_f1, score
from classify.routing import Units

Judged = tuple[Example, Judgement]

_EVEN = 0.5
_NOBODY = Units(())
_PRESENT = date(2026, 1, 1)
"""A day of the organisation since 2025-07-01, for what carries no date."""
_POST_CHARACTERS, _LONG_CHARACTERS = 700, 400

_SLICES: Mapping[str, Callable[[Example], bool]] = {
    "verbatim": lambda one: one.kind == "verbatim",
    "paraphrase": lambda one: one.kind == "paraphrase",
    "posts": lambda one: not one.title and len(one.text) <= _POST_CHARACTERS,
    "no diacritics": lambda one: "nodia" in one.variant,
    "teencode": lambda one: "teen" in one.variant,
    "legacy encodings": lambda one: one.variant in ("tcvn3", "vni"),
    "other provinces' labour": lambda one: bool(one.gold.labour) and one.gold.province is False,
    "the province, not labour": lambda one: one.gold.labour is False and bool(one.gold.province),
    "long": lambda one: bool(one.title) and len(one.text) >= _LONG_CHARACTERS,
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
    """How often the union that has to answer first is a right one, of what is relevant."""
    relevant = [(one, judgement) for one, judgement in judged if one.gold.relevant]
    read, by_place = added_units(), [_right(one, units) for one, _ in relevant]
    known = [
        frozenset({read[one.id]}) if one.id in read else right
        for (one, _), right in zip(relevant, by_place, strict=True)
    ]
    said = [_first(one, judgement, units) for one, judgement in relevant]
    found = {"routing": _share(said, known)}
    if any(one.gold.locality for one, _ in relevant):
        found["routing_by_place"] = _share(said, by_place)
    return {name: share for name, share in found.items() if share is not None}


def _right(one: Example, units: Units) -> frozenset[str]:
    return frozenset(one.gold.units[:1]) if one.gold.units else answering(one.gold.locality, units, _day(one))


def _first(one: Example, judgement: Judgement, units: Units) -> str:
    return next((answer.unit for answer in units.answering(judgement, one.title, _day(one))), "")


def _share(said: Sequence[str], known: Sequence[frozenset[str]]) -> float | None:
    asked = [unit in right for unit, right in zip(said, known, strict=True) if right]
    return round(sum(asked) / len(asked), 3) if asked else None


def _day(one: Example) -> date:
    return date.fromisoformat(one.day) if one.day else _PRESENT


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
