import unicodedata

import pytest

from classify.judgement.letters import strip_accents
from classify.judgement.text import MAX_CHARS, has_accents, normalise

SENTENCE = "Công đoàn cơ sở ở Bảo Thắng hỏi thăm chị Thúy, người thợ khỏe mạnh"
SETTLED = SENTENCE.lower()


@pytest.mark.parametrize(
    "written",
    [
        SENTENCE,
        SENTENCE.upper(),
        unicodedata.normalize("NFD", SENTENCE),
        SENTENCE.replace("Thúy", "Thuý").replace("khỏe", "khoẻ"),
        SENTENCE.replace(" ", "\u00a0"),
        SENTENCE.replace("Công", "C\u200bông"),
        SENTENCE.replace("o", "о").replace("e", "е"),  # Cyrillic look-alikes
        SENTENCE.replace(" ", "  \t"),
    ],
)
def test_every_way_of_writing_a_sentence_ends_in_one_spelling(written: str) -> None:
    assert normalise(written).text == SETTLED


@pytest.mark.parametrize(
    ("written", "settled"),
    [
        ("hoà loà xoè thuỷ", "hòa lòa xòe thủy"),
        ("quý khách, quỳ hoa", "quý khách, quỳ hoa"),
        ("hoàn toàn khoẻn", "hoàn toàn khoẻn"),
        ("mất\x00điện", "mất điện"),
        ("𝐂𝐨̂𝐧𝐠 𝐧𝐡𝐚̂𝐧", "công nhân"),
        ("Ðình công", "đình công"),
        ("thợ lò", "thợ lò"),
    ],
)
def test_repairs(written: str, settled: str) -> None:
    assert normalise(written).text == settled


@pytest.mark.parametrize(
    "written",
    [
        "C«ng nh©n má ®ång bÞ nî l\xad¬ng hai th¸ng",  # TCVN3
        "Coâng nhaân moû ñoàng bò nôï löông hai thaùng",  # VNI
    ],
)
def test_legacy_encodings_are_read(written: str) -> None:
    assert normalise(written).text == "công nhân mỏ đồng bị nợ lương hai tháng"


@pytest.mark.parametrize("written", ["Où est le café près d'ici?", "Größe über alles, schöne Grüße", "16°C ± 2, 5 µm"])
def test_other_languages_are_not_taken_for_a_legacy_encoding(written: str) -> None:
    assert strip_accents(normalise(written).text)[:2] == strip_accents(written.lower())[:2]
    assert len(normalise(written).text) >= len(written) - 1


def test_whether_accents_were_used() -> None:
    assert has_accents("công nhân nghỉ việc")
    assert not has_accents("cong nhan nghi viec o Tân Hợp ngay hom qua, hoi thi khong ai noi gi ca, ke cung la")


def test_only_the_beginning_of_a_dump_is_read() -> None:
    assert len(normalise("lương " * MAX_CHARS).text) <= MAX_CHARS
