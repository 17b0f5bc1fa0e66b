"""The letters behind the bytes, whatever is said about them."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.ingest.test_charsets import TEXT

from ingest.reading.charsets import decoded, repaired


@given(st.binary(max_size=300), st.text(max_size=60))
def test_any_bytes_are_some_letters_that_can_be_sent_on(body: bytes, content_type: str) -> None:
    decoded(body, content_type).encode("utf-8", "strict")


@given(st.text(alphabet=TEXT + "–“”…%", max_size=200))
def test_sound_text_is_left_alone(text: str) -> None:
    assert repaired(unicodedata.normalize("NFC", text)) == unicodedata.normalize("NFC", text)
