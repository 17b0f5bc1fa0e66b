"""The letters behind the bytes, whatever is said about them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.reading.charsets import decoded, repaired

TEXT = "Công nhân Lào Cai bị nợ lương ba tháng, ngừng việc ở phường Cam Đường từ 24/11."
TONES = "\u0300\u0301\u0303\u0309\u0323"


def windows_1258(text: str) -> bytes:
    """As Windows writes it: the letter with its hat, then the tone."""
    written = b""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))
        written += (base + "".join(part for part in parts if part in TONES)).encode("cp1258")
    return written


def taken_for_western(text: str) -> str:
    return "".join(
        bytes([byte]).decode("cp1252") if byte not in b"\x81\x8d\x8f\x90\x9d" else chr(byte) for byte in text.encode()
    )


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (TEXT.encode(), ""),
        (TEXT.encode(), "text/html; charset=windows-1252"),
        (TEXT.encode(), "text/html; charset=windows-1258"),
        (TEXT.encode(), "text/html; charset=nonsense-9"),
        (TEXT.encode(), "text/html; charset=base64"),
        (TEXT.encode("utf-8-sig"), "text/html; charset=iso-8859-1"),
        (TEXT.encode("utf-16"), ""),
        (TEXT.encode("utf-16-le"), "text/html; charset=utf-16le"),
        (windows_1258(TEXT), ""),
        (windows_1258(TEXT), "text/html; charset=windows-1258"),
        (windows_1258(TEXT), "text/html; charset=iso-8859-1"),
        (windows_1258(TEXT), "text/html; charset=utf-8"),
        (taken_for_western(TEXT).encode(), "text/html; charset=utf-8"),
    ],
)
def test_the_same_letters_whatever_is_declared(body: bytes, content_type: str) -> None:
    assert decoded(body, content_type) == TEXT


@pytest.mark.parametrize("head", ['<?xml version="1.0" encoding="{}"?>', "<meta charset={}>", '<meta charset="{}">'])
def test_a_declaration_in_the_body_counts(head: str) -> None:
    text = head.format("windows-1258") + "ỡ"
    assert decoded(windows_1258(text)) == text


def test_a_damaged_byte_does_not_cost_the_others() -> None:
    damaged = (TEXT * 10).encode()[:-1] + b"\xff."
    assert decoded(damaged).startswith(TEXT * 9)


@pytest.mark.parametrize("text", ["Größe über alles, schöne Grüße", "été à la française, où est le café"])
def test_other_languages_stay_what_they_are(text: str) -> None:
    assert decoded(text.encode("cp1252")) == text
    assert repaired(text) == text


@pytest.mark.parametrize(
    "written",
    [
        "C«ng nh©n má ®ång bÞ nî l\xad¬ng hai th¸ng",  # TCVN3
        "Coâng nhaân moû ñoàng bò nôï löông hai thaùng",  # VNI
        taken_for_western("Công nhân mỏ đồng bị nợ lương hai tháng"),
    ],
)
def test_what_outlets_damage_before_sending_is_repaired(written: str) -> None:
    assert repaired(written) == "Công nhân mỏ đồng bị nợ lương hai tháng"


@given(st.binary(max_size=300), st.text(max_size=60))
def test_any_bytes_are_some_letters_that_can_be_sent_on(body: bytes, content_type: str) -> None:
    decoded(body, content_type).encode("utf-8", "strict")


@given(st.text(alphabet=TEXT + "–“”…%", max_size=200))
def test_sound_text_is_left_alone(text: str) -> None:
    assert repaired(unicodedata.normalize("NFC", text)) == unicodedata.normalize("NFC", text)
