"""Counting right and wrong."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """Of a yes-or-no question."""

    right: int
    invented: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.invented) if self.right + self.invented else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        found = 2 * self.right + self.invented + self.missed
        return 2 * self.right / found if found else 1.0


def score(said: Sequence[bool], gold: Sequence[bool]) -> Score:
    pairs = list(zip(said, gold, strict=True))
    return Score(pairs.count((True, True)), pairs.count((True, False)), pairs.count((False, True)))


def macro_f1(said: Sequence[str], gold: Sequence[str]) -> float:
    """The mean F1 of the classes that the gold has."""
    classes = sorted(set(gold))
    scores = [score([one == name for one in said], [one == name for one in gold]).f1 for name in classes]
    return sum(scores) / len(scores) if scores else 1.0
