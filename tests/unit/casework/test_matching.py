"""When two publications are the same text."""

import random

from casework.domain.matching import PERMUTATIONS, SAME_TEXT, bands_of, best_match, similarity


def alike(share: float, seed: int = 1) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Two signatures of which that share of places is equal."""
    dice = random.Random(seed)
    one = tuple(dice.randrange(2**31) for _ in range(PERMUTATIONS))
    changed = set(dice.sample(range(PERMUTATIONS), round(PERMUTATIONS * (1 - share))))
    return one, tuple(value + 1 if place in changed else value for place, value in enumerate(one))


def test_a_text_too_short_for_a_signature_is_like_nothing() -> None:
    one, _ = alike(1)
    assert similarity((), ()) == similarity((), one) == 0
    assert best_match((), [("case", ())]) is None
    assert bands_of(()) == []


def test_near_copies_share_a_band_and_different_texts_rarely_do() -> None:
    found = {0.7: 0, 0.3: 0}
    for share in found:
        for seed in range(200):
            one, other = alike(share, seed)
            found[share] += bool(set(bands_of(one)) & set(bands_of(other)))
    assert found[0.7] > 190
    assert found[0.3] < 50


def test_the_most_alike_wins_the_first_among_equals_and_nobody_below_the_limit() -> None:
    one, near = alike(0.75)
    _, nearer = alike(0.9)
    _, far = alike(SAME_TEXT - 0.05)
    assert best_match(one, [("far", far), ("near", near), ("nearer", nearer)]) == "nearer"
    assert best_match(one, [("b", near), ("a", near)]) == "b"
    assert best_match(one, [("far", far)]) is None
    assert best_match(one, []) is None


def test_exactly_half_alike_is_still_a_copy() -> None:
    one, half = alike(SAME_TEXT)
    assert similarity(one, half) == SAME_TEXT
    assert best_match(one, [("case", half)]) == "case"
