"""Hashes in order, each once, counted."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from classify.grouping.words import counted


@given(st.lists(st.integers(0, 2**32 - 1) | st.integers(0, 5)))
def test_it_counts_as_numpy_does(numbers: list[int]) -> None:
    hashes = np.array(numbers, np.uint32)
    for mine, theirs in zip(counted(hashes), np.unique(hashes, return_counts=True), strict=True):
        np.testing.assert_array_equal(mine, theirs, strict=True)
