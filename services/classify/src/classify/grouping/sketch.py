"""Which words stand next to each other in a text, in a few numbers: how much of one text is in another.

A sketch keeps the smallest hashes of the runs of five words: all of a short text, an even sample of a long one. Below
the smaller of two bounds both are complete, so that there containment is counted, not guessed (a theta sketch).
"""

from typing import NamedTuple

import numpy as np

from classify.grouping.words import Codes, Hashes, counted, runs

RUN = 5
"""Words of a run: five forgive few edits, and hardly occur in two texts by accident."""
KEPT = 96
"""Measured: 96 find what 128 find; the copies of a lead among them."""
EVERYTHING = 2**32 - 1


class Sketch(NamedTuple):
    hashes: Hashes
    """Ascending, each once."""
    bound: int
    """Every hash of the text up to this one is there."""


def sketch_of(codes: Codes) -> Sketch:
    hashes, _ = counted(runs(codes, RUN))
    if len(hashes) <= KEPT:
        return Sketch(hashes, EVERYTHING)
    return Sketch(hashes[:KEPT].copy(), int(hashes[KEPT - 1]))


def containment(one: Sketch, other: Sketch) -> float:
    """The share of the shorter text's runs that the other has too, 0 to 1; 0 when there is nothing to compare."""
    bound = min(one.bound, other.bound)
    mine = one.hashes if bound == one.bound else _below(one.hashes, bound)
    yours = other.hashes if bound == other.bound else _below(other.hashes, bound)
    shorter, longer = (mine, yours) if len(mine) <= len(yours) else (yours, mine)
    if not len(shorter):
        return 0.0
    # Clipped, the place behind the last is the last, which is smaller than what was looked for.
    there = longer.take(longer.searchsorted(shorter), mode="clip") == shorter
    return float(np.count_nonzero(there) / len(shorter))


def _below(hashes: Hashes, bound: int) -> Hashes:
    return hashes[: hashes.searchsorted(np.uint32(bound), side="right")]
