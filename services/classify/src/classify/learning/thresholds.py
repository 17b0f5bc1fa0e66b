"""Where "yes" begins, and where a person is asked: set by how much may be missed and how much may be wrong."""

from collections.abc import Sequence
from dataclasses import replace

from classify.judgement.model import Model

TARGET_RECALL = 0.99
TARGET_PRECISION = 0.96
# Few publications are labelled; what they allow is not used up. (Asked for are 0.95 of what is called relevant.)
_CAUTION = 0.9
# Above it less than a tenth of the labelled set would go to people, which is what they can look at.
_HIGHEST_UNSURE = 0.05
_LOWEST_YES, _HIGHEST_YES = 0.4, 0.9

Scored = tuple[float, bool]
"""A score that came from a model which had not seen the publication, and whether it was relevant."""


def with_thresholds(model: Model, scored: Sequence[Scored]) -> Model:
    return replace(model, yes=round(_yes(scored), 3), unsure=round(_unsure(scored), 3))


def _unsure(scored: Sequence[Scored]) -> float:
    """Just low enough that the target share of what is relevant is seen."""
    relevant = sorted((score for score, wanted in scored if wanted), reverse=True)
    needed = -(-len(relevant) * TARGET_RECALL // 1)
    return min(_HIGHEST_UNSURE, _CAUTION * relevant[int(needed) - 1]) if relevant else _HIGHEST_UNSURE


def _yes(scored: Sequence[Scored]) -> float:
    """The lowest score from which on the target share is right."""
    candidates = sorted({score for score, _ in scored if _LOWEST_YES <= score <= _HIGHEST_YES} | {_LOWEST_YES})
    for least in candidates:
        said = [wanted for score, wanted in scored if score >= least]
        if sum(said) >= TARGET_PRECISION * len(said):
            return least
    return _HIGHEST_YES
