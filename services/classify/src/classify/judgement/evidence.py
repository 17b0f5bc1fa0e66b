"""The words that decided, for people to read."""

from collections.abc import Sequence
from heapq import nsmallest
from typing import NamedTuple

from classify.judgement.grams import Grams
from classify.judgement.lexicon import AXES
from classify.judgement.model import Model
from classify.judgement.reader import PROVINCE, Reading
from classify.judgement.sums import accident

_EVIDENCE_LIMIT = 24
# The trained weights are many and small: the strongest few are enough to see what they saw.
_LEARNT_LIMIT = 6
_LEARNT_LEAST = 0.05

_LABOUR, *_ACCIDENT = (AXES.index(axis) for axis in ("labour", "site", "harm", "damage", "cause"))


class Evidence(NamedTuple):
    """A word that counted; start and end are positions in the original `title + "\\n" + text`."""

    axis: str
    word: str
    weight: float
    start: int
    end: int


Shown = tuple[str, int, int, float]
"""Axis, start and end in the document's text, weight."""


def evidence_of(reading: Reading, kinds: tuple[str, str, str], learnt: Sequence[Shown]) -> tuple[Evidence, ...]:
    """By position. `kinds` are topic, tone and urgency; `learnt` is what the trained weights add."""
    document, labels = reading.document, _labels(reading, kinds)
    shown = [(labels[axis], start, end, weight) for axis, start, end, weight in reading.gains if axis in labels]
    shown.sort(key=lambda gain: (-abs(gain[3]), gain[1], gain[0]))
    strongest = sorted([*shown[: _EVIDENCE_LIMIT - len(learnt)], *learnt], key=lambda gain: (gain[1], gain[2], gain[0]))
    return tuple(
        Evidence(axis, document.text[start:end], round(weight, 3), *document.origin(start, end))
        for axis, start, end, weight in strongest
    )


def learnt(grams: Grams, model: Model) -> list[Shown]:
    """The strongest of the trained weights in this text, on the axis "learnt": what each added, in log-odds."""
    weights = model.weights
    known = grams.found & weights.keys()
    share = model.share_of(len(known))
    strongest = nsmallest(_LEARNT_LIMIT, known, key=lambda gram: (-abs(weights[gram]), gram))
    spans = grams.spans([gram for gram in strongest if abs(weights[gram] * share) >= _LEARNT_LEAST])
    return [("learnt", *span, weights[gram] * share) for gram, span in spans.items()]


def _labels(reading: Reading, kinds: tuple[str, str, str]) -> dict[int, str]:
    """What each axis that counted is called in an explanation."""
    labels = {PROVINCE: "province", _LABOUR: "labour"}
    if accident(reading.full) > 0:
        labels |= dict.fromkeys(_ACCIDENT, "labour")
    for kind, label in zip(("topic", "tone", "urgency"), kinds, strict=True):
        if label in AXES:
            labels[AXES.index(label)] = f"{kind}:{label}"
    return labels
