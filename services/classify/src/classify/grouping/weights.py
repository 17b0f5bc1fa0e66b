"""How telling a word or a pair of words is: rare ones more. Learnt once from press texts, the same for every text."""

from functools import cache
from importlib.resources import files
from typing import NamedTuple
from zlib import decompress

import numpy as np
from numpy.typing import NDArray

from classify.grouping.words import Codes, Hashes, counted, runs

Weights = NDArray[np.float32]

TABLE_BITS = 18
STEPS = 16
"""Steps per unit of the logarithm in the table's bytes."""
KEPT = 64


class Terms(NamedTuple):
    """The most telling words and pairs of words of a text."""

    hashes: Hashes
    """Ascending, each once."""
    weights: Weights
    """Of length one together."""


def terms_of(codes: Codes) -> Terms:
    hashes, counts = counted(features(codes))
    weights = (1 + np.log(counts.astype(np.float32))) * _rarity()[slots(hashes)]
    if len(hashes) > KEPT:
        best = np.sort(np.argpartition(weights, -KEPT)[-KEPT:])
        hashes, weights = hashes[best], weights[best]
    length = np.sqrt(np.dot(weights, weights)) or np.float32(1)
    return Terms(hashes, weights / length)


def cosine(one: Terms, other: Terms) -> float:
    """0 to 1: how much of what is telling the two share."""
    if not len(one.hashes) or not len(other.hashes):
        return 0.0
    # Clipped, the place behind the last is the last, which is smaller than what was looked for.
    places = other.hashes.searchsorted(one.hashes)
    same = other.hashes.take(places, mode="clip") == one.hashes
    return float(np.dot(one.weights[same], other.weights[places[same]]))


def features(codes: Codes) -> Hashes:
    return np.concatenate((runs(codes, 1), runs(codes, 2)))


def slots(hashes: Hashes) -> Hashes:
    return hashes >> np.uint32(32 - TABLE_BITS)


@cache
def _rarity() -> Weights:
    packed = files("classify.grouping").joinpath("rarity.bin").read_bytes()
    return np.frombuffer(decompress(packed), np.uint8).astype(np.float32) / np.float32(STEPS)
