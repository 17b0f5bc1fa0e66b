"""However Vietnamese text is typed, it is the same text."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from casework.domain.proof.folding import fold, has, quotes

VOWELS = "aăâeêioôơuưyàằầèềìòồờùừỳáắấéếíóốớúứýạặậẹệịọộợụựỵảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹ"


LETTERS = "bcdđghklmnpqrstvx" + VOWELS


WORDS = st.lists(st.text(LETTERS, min_size=1, max_size=7), min_size=1, max_size=12)


FORMS = st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"])


BETWEEN = st.sampled_from([" ", "  ", "\n", "\t", "\u00a0", "\u202f", ", ", "; ", " – ", "” “", "/", "…"])


@given(WORDS, FORMS, FORMS, st.data())
def test_however_it_is_typed_it_is_the_same_text(words: list[str], one: str, other: str, data: st.DataObject) -> None:
    typed = "".join(word + data.draw(BETWEEN) for word in words)
    plain = unicodedata.normalize(one, " ".join(words))
    assert fold(unicodedata.normalize(other, typed.upper())) == fold(plain) == fold(plain.lower())


@given(WORDS)
def test_folding_twice_is_folding_once_for_what_it_finds(words: list[str]) -> None:
    text = " ".join(words)
    assert has(fold(f"Trước đó: «{text}» sau đó"), text)
    assert quotes(fold(text), text)


@given(st.text(max_size=300))
def test_whatever_stands_there_nothing_is_raised(text: str) -> None:
    folded = fold(text)
    assert folded.startswith(" ")
    assert folded.endswith(" ")
    quotes(folded, text)
