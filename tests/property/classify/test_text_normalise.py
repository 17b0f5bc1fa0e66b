"""Normalising ends, and every place leads back into the original."""

import unicodedata
from typing import Literal

from hypothesis import example, given
from hypothesis import strategies as st

from classify.judgement import letters
from classify.judgement.letters import strip_accents
from classify.judgement.text import normalise

VIETNAMESE = st.text(
    alphabet="aàảãáạăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂĐÊÔƠƯ \n\u0300\u0301\u0302\u0306\u0309\u031b\u0323\u200b"
)


ANY_TEXT = st.one_of(VIETNAMESE, st.text(max_size=200))


@given(ANY_TEXT)
@example("a\u0323\u0306")
@example("oà\u0307")
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once


@given(ANY_TEXT, st.data())
def test_every_span_maps_into_the_original(text: str, data: st.DataObject) -> None:
    normalised = normalise(text)
    if not normalised.text:
        return
    start = data.draw(st.integers(0, len(normalised.text) - 1))
    end = data.draw(st.integers(start + 1, len(normalised.text)))
    first, last = normalised.origin(start, end)
    assert 0 <= first < last <= len(text)


@given(
    st.lists(st.sampled_from(["Lào", "Cai", "hoà", "nợ", "Đá", "thợ", "x"]), min_size=1),
    st.sampled_from(["NFC", "NFD"]),
)
def test_a_word_maps_back_to_itself(words: list[str], form: Literal["NFC", "NFD"]) -> None:
    written = [unicodedata.normalize(form, word) for word in words]
    text, position = " \u200b".join(written), 0
    normalised = normalise(text)
    for word in written:
        settled = normalise(word).text
        start = normalised.text.index(settled, position)
        position = start + len(settled)
        first, last = normalised.origin(start, position)
        assert text[first:last].strip("\u200b") == word


@given(st.text(max_size=60))
def test_stripping_accents_keeps_positions(text: str) -> None:
    assert len(strip_accents(text)) == len(text)


@given(st.text(alphabet=st.sampled_from("oaòóỏõọàáảãạuqyỳýỷỹỵteệ HÀẢ.\n“1_")))
@example("toà hoàn quỳ thuỳ HOÀ")
def test_the_short_way_for_usual_text_leads_to_the_same(text: str) -> None:
    """A mark that changes nothing makes it take the long way."""
    assert normalise(text).text.split() == normalise(f"{text} \u200b").text.split()


@given(ANY_TEXT)
def test_coded_text_has_the_same_positions(text: str) -> None:
    normalised = normalise(text)
    assert len(normalised.coded) == len(normalised.text)
    back = letters.decoded(normalised.coded)
    assert all(new in (old, "?") for old, new in zip(normalised.text, back, strict=True))
