"""Logistic regression in two sizes, deterministic to the last bit: many sparse grams, and few dense sums.

A scientific stack would bring 150 MB to every machine for these lines; they run only when a model is trained.
"""

from collections.abc import Callable, Sequence
from math import exp, sqrt
from random import Random

_EPOCHS = 6
_RATE = 0.4
_SHRINK = 1e-5
_STEPS = 400
_STEP = 0.3
_MOMENTUM = 0.9

Sparse = tuple[Sequence[int], float]
"""The numbers of the grams that a text has, and how much the example counts."""


def fit_sparse(
    examples: Sequence[Sparse], wanted: Sequence[bool], size: int, seed: int = 7
) -> tuple[list[float], float]:
    """The weight of each gram, and the bias. A text's margin is the bias and the sum of its weights over the root of
    their number."""
    weights, bias = [0.0] * size, 0.0
    squares, bias_squares = [1.0] * size, 1.0
    order = list(range(len(examples)))
    shuffle = Random(seed).shuffle  # noqa: S311  # no secret: the order of training
    for _ in range(_EPOCHS):
        shuffle(order)
        for index in order:
            grams, counts = examples[index]
            share = 1 / sqrt(len(grams)) if grams else 1.0
            margin = bias + share * sum([weights[gram] for gram in grams])
            error = counts * (wanted[index] - _squash(margin))
            bias_squares += error * error
            bias += _RATE * error / sqrt(bias_squares)
            slope = error * share
            added = slope * slope
            for gram in grams:
                squares[gram] += added
                weights[gram] += _RATE * slope / sqrt(squares[gram]) - _SHRINK * weights[gram]
    return weights, bias


def fit_dense(rows: Sequence[Sequence[float]], wanted: Sequence[int], classes: int, ridge: float) -> list[list[float]]:
    """One row of weights per class, the bias first, for sums as they come. With one class: yes or no."""
    centre, spread = _spread(rows)
    scaled = [[1.0, *((v - c) / s for v, c, s in zip(row, centre, spread, strict=True))] for row in rows]
    gradient = _gradient_of(scaled, wanted, classes, ridge)
    width = len(scaled[0])
    layer = [[0.0] * width for _ in range(classes)]
    speed = [[0.0] * width for _ in range(classes)]
    for _ in range(_STEPS):
        for weights, speeds, slopes in zip(layer, speed, gradient(layer), strict=True):
            for column, slope in enumerate(slopes):
                speeds[column] = _MOMENTUM * speeds[column] - _STEP * slope
                weights[column] += speeds[column]
    return [_unscaled(weights, centre, spread) for weights in layer]


def _gradient_of(
    rows: Sequence[Sequence[float]], wanted: Sequence[int], classes: int, ridge: float
) -> Callable[[Sequence[Sequence[float]]], list[list[float]]]:
    def gradient(layer: Sequence[Sequence[float]]) -> list[list[float]]:
        slopes = [[0.0, *(ridge * weight for weight in weights[1:])] for weights in layer]
        for row, target in zip(rows, wanted, strict=True):
            scores = [sum(map(float.__mul__, weights, row)) for weights in layer]
            for index, share in enumerate(_shares(scores)):
                error = (share - (target if classes == 1 else target == index)) / len(rows)
                slope = slopes[index]
                for column, value in enumerate(row):
                    slope[column] += error * value
        return slopes

    return gradient


def _shares(scores: Sequence[float]) -> list[float]:
    if len(scores) == 1:
        return [_squash(scores[0])]
    highest = max(scores)
    powers = [exp(score - highest) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def _squash(margin: float) -> float:
    return 1 / (1 + exp(-margin)) if margin > -40 else 0.0


def _spread(rows: Sequence[Sequence[float]]) -> tuple[list[float], list[float]]:
    columns = list(zip(*rows, strict=True))
    centre = [sum(column) / len(column) for column in columns]
    spread = [
        sqrt(sum((value - mean) ** 2 for value in column) / len(column)) or 1.0
        for column, mean in zip(columns, centre, strict=True)
    ]
    return centre, spread


def _unscaled(weights: Sequence[float], centre: Sequence[float], spread: Sequence[float]) -> list[float]:
    plain = [weight / s for weight, s in zip(weights[1:], spread, strict=True)]
    return [weights[0] - sum(weight * c for weight, c in zip(plain, centre, strict=True)), *plain]
