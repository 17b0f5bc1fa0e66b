"""An item is made of anything, in bounded time, and survives being packed."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.invented import Event

from classify.grouping.item import Item, item_of
from classify.grouping.packing import pack, unpack


@given(st.integers(0, 50), st.integers(5, 900), st.one_of(st.just(math.nan), st.floats(-1e9, 4e9)))
def test_what_was_packed_comes_out_the_same(event: int, words: int, at: float) -> None:
    report = Event(event).report(event, words)
    item = item_of("a", f"Tai nạn ngày 12/3 ở xã Bắc Hà, {report.title}", report.text, at)
    assert same(unpack("a", pack(item)), item)
    assert same(unpack("b", pack(item_of("b", "", "", at))), item_of("b", "", "", at))


def same(one: Item, other: Item) -> bool:
    arrays = [(a, b) for x in ("sketch", "terms") for a, b in zip(getattr(one, x), getattr(other, x), strict=True)]
    plain = [(getattr(one, name), getattr(other, name)) for name in ("id", "words", "title", "communes")]
    ats = one.at == other.at or (math.isnan(one.at) and math.isnan(other.at))
    return ats and all(a == b for a, b in plain) and all(np.array_equal(a, b) for a, b in arrays)
