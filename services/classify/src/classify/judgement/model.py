"""The trained part of the judgement: weights of frequent syllables and pairs, and how they join the lexicon's sums.

The file is made by `haichieu classify train`; what is in it and how good it is stands in `model.md` beside it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, sqrt

Weights = Mapping[str, int]  # hundredths, by gram


@dataclass(frozen=True, slots=True)
class Joint:
    """A linear layer over a few named sums: one row per class, the bias first."""

    classes: tuple[str, ...]
    rows: tuple[tuple[float, ...], ...]

    def scores(self, features: Sequence[float]) -> list[float]:
        return [row[0] + sum(map(float.__mul__, row[1:], features)) for row in self.rows]

    def best(self, features: Sequence[float]) -> str:
        """The class of the highest score; of equals the first."""
        scores = self.scores(features)
        return self.classes[scores.index(max(scores))]


@dataclass(frozen=True, slots=True)
class Model:
    """All numbers that training found; the same model and text give the same bytes.

    A relevant publication scores at least `yes`, one for a person to look at at least `unsure`.
    """

    version: str
    weights: Weights
    bias: float
    joints: Mapping[str, Joint]
    yes: float
    unsure: float

    def margin(self, grams: Iterable[str]) -> float:
        """How much the grams alone speak for labour news, in log-odds of the set they were learnt from."""
        weights = self.weights
        found = [weights[gram] for gram in grams if gram in weights]
        return self.bias + (sum(found) / (100 * sqrt(len(found))) if found else 0.0)

    def share_of(self, known: int) -> float:
        """What a hundredth of a weight adds to the log-odds of labour news, when so many grams are known."""
        return self.joints["labour"].rows[0][-1] / (100 * sqrt(max(1, known)))


def probability(margin: float) -> float:
    return 1 / (1 + exp(-margin)) if margin > -40 else 0.0
