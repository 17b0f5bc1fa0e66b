"""An item is made of anything, in bounded time, and survives being packed."""

import math
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.invented import Event

from classify.grouping.index import keys_of
from classify.grouping.item import Item, item_of
from classify.grouping.packing import FORMAT, OtherFormat, pack, unpack
from classify.grouping.relation import Relation, relate
from classify.grouping.words import KNOWN_WORDS, _codes, codes_of, fold

HOSTILE = {
    "empty": "",
    "blank": " \n\t\u200b",
    "five megabytes": "Công nhân nghỉ việc. " * 230_000,
    "one word of a megabyte": "x" * 1_000_000,
    "binary": bytes(range(256)).decode("latin-1") * 4_000,
    "lone surrogates": "\ud800\udfff" * 50_000,
    "marks without letters": "\u0301" * 100_000,
    "ligatures that grow": "\ufdfa" * 100_000,
    "a different word each": " ".join(map(str, range(200_000))),
    "one word again and again": "lương " * 200_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_anything_becomes_an_item_of_a_bounded_size_in_bounded_time(text: str) -> None:
    started = time.process_time()
    item = item_of("a", text, text, math.nan)
    assert time.process_time() - started < 1.0
    assert len(pack(item)) < 2_000
    assert len(keys_of(item)) < 64
    assert relate(item, item_of("b", "", "", math.nan)).relation is Relation.NONE


def test_an_empty_text_is_related_to_nothing() -> None:
    empty = item_of("a", "", "", math.nan)
    assert keys_of(empty) == []
    assert relate(empty, empty).relation is Relation.NONE


def test_the_words_that_are_remembered_have_an_end() -> None:
    codes_of([f"w{number}" for number in range(KNOWN_WORDS + 10)])
    assert len(_codes) <= KNOWN_WORDS


def test_accents_and_capitals_make_no_other_word_and_long_words_are_cut() -> None:
    assert codes_of(fold("Đình công")).tolist() == codes_of(fold("dinh CONG")).tolist()
    assert codes_of(["x" * 40 + "y"]).tolist() == codes_of(["x" * 40 + "z"]).tolist()
    assert codes_of(["lương"]).tolist() == [9198729816857857060], "packed items outlive the process"


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


def test_what_another_version_packed_is_not_compared() -> None:
    packed = pack(item_of("a", "", "", 0.0))
    with pytest.raises(OtherFormat, match="group it again"):
        unpack("a", bytes((FORMAT + 1,)) + packed[1:])
