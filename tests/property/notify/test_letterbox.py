"""Whatever looks like an encoded word in a title, the mail keeps its headers."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.notify.test_letterbox import HEADERS, received


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="=?utf-8qQbB_AGD0\r\n\t\x85\u2028:@ \x00é", max_size=60))
def test_nothing_that_looks_like_an_encoded_word_is_decoded_into_a_header(title: str) -> None:
    mail = received(case_title=title)
    assert sorted(mail.keys()) == HEADERS
    assert "\n" not in mail["Subject"]
