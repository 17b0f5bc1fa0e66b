"""Any text gets a judgement, and the same text the same one."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classify.judgement import Judge

JUDGE, ANOTHER_JUDGE = Judge(), Judge()
# A text of the greatest length takes some milliseconds. Of our own time, whatever else the machine does.
BOUND_SECONDS = 2.0


@pytest.mark.parametrize(
    "text",
    [
        "công nhân Lào Cai bị nợ lương " * 170_000,
        "a" * 1_000_000,
        "đ" * 1_000_000,
        "\u0301" * 1_000_000,
        "o\u0302\u0301" * 500_000,
        "\u200b" * 1_000_000,
        " " * 1_000_000,
        "\x00" * 1_000_000,
        "xã " * 300_000,
        "Lào Cai, Hà Nội - " * 100_000,
        "«¬µ®" * 300_000,
        "aâoàuù" * 300_000,
        "ﷺ" * 300_000,
        "\ud800" * 100_000,
    ],
    ids=lambda text: repr(text[:6]),
)
def test_time_does_not_depend_on_the_length_of_a_dump(text: str) -> None:
    started = time.process_time()
    JUDGE.judge(text, text)
    assert time.process_time() - started < BOUND_SECONDS


@settings(max_examples=200)
@given(st.text(max_size=300), st.text(max_size=600))
def test_any_text_gets_a_well_formed_judgement(title: str, text: str) -> None:
    judgement = JUDGE.judge(title, text)
    original = f"{title}\n{text}"
    assert judgement.relevant in ("yes", "unsure", "no")
    assert 0 <= judgement.score == min(judgement.labour, judgement.province) <= 1
    assert all(0 <= evidence.start < evidence.end <= len(original) for evidence in judgement.evidence)


WORDS = [
    "công nhân",
    "Lào Cai",
    "nợ lương",
    "xã Yên Bình",
    "Hà Nội",
    "đình công",
    "hoà",
    "\u200b",
    "Nội Bài -",
    ".",
    "Sa Pa",
]


@given(st.lists(st.sampled_from(WORDS)).map(" ".join), st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_the_same_text_gets_the_same_judgement(title: str, text: str) -> None:
    assert repr(JUDGE.judge(title, text)) == repr(ANOTHER_JUDGE.judge(title, text))
