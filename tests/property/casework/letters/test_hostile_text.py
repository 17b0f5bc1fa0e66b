"""Any text gives a letter that can be read."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.casework.letters.papers import Read, rendered


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=80).filter(lambda text: text.strip()))
def test_any_text_gives_a_document_that_can_be_read(text):
    title = f"tin {text}"
    content = rendered("verification", publications=[
        {"outlet": "Báo", "title": title, "address": "https://a.example", "published_at": "2026-11-20T08:05:00+07:00"}
    ]).content  # fmt: skip
    assert "“tin" in Read(content).body()
