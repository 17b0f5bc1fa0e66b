"""Cleaning, hashing and signing hold for any text."""

import base64
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.reading import words
from shared.text.signature import SHINGLE, fold, signature

ANYTHING = st.text(max_size=200)


@settings(max_examples=100, deadline=None)
@given(ANYTHING)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert words.clean(words.clean(text)) == words.clean(text)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=100))
def test_clean_text_can_be_stored_and_sent_anywhere(text: str) -> None:
    tidy = words.clean(text)
    tidy.encode()
    assert not any(unicodedata.category(char) == "Cc" for char in tidy.replace("\n", ""))
    assert unicodedata.is_normalized("NFC", tidy)


@settings(max_examples=50, deadline=None)
@given(ANYTHING)
def test_a_signature_is_64_numbers_or_nothing(text: str) -> None:
    assert len(base64.b64decode(signature(text))) == (256 if len(fold(text)) >= SHINGLE else 0)
