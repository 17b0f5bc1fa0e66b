"""An item is made of anything, in bounded time, and survives being packed."""

import math
import time

import pytest

from classify.grouping.index import keys_of
from classify.grouping.item import item_of
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


def test_what_another_version_packed_is_not_compared() -> None:
    packed = pack(item_of("a", "", "", 0.0))
    with pytest.raises(OtherFormat, match="group it again"):
        unpack("a", bytes((FORMAT + 1,)) + packed[1:])
