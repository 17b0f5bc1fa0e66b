"""Whatever an outlet writes into a title stays text: marks, tags, controls, another script's direction."""

import json
import unicodedata

import pytest
from tests.unit.casework.letters.papers import example, read, rendered, tables

from casework.letters.casefile import parse_case
from casework.letters.render import render

TITLES = [
    "Lương & thưởng <b>Tết</b> \"tháng 13\" 'chậm'",
    "{{ 7 * 7 }} {% if x %} {# không #} {{r contact }}",
    "]]> <!-- --> <w:p/> &amp; &#x41;",
    "Nợ lương ﷽ 🚩 漢字",
]


@pytest.mark.parametrize("title", TITLES)
def test_a_title_stands_as_it_was_written(title):
    assert f"“{title}”" in read("correction", work={"title": title}).body()


@pytest.mark.parametrize(
    ("title", "stands"),
    [
        ("Công\x00 nhân\x0b nghỉ\x1f việc\x7f", "Công nhân nghỉ việc"),
        ("dòng một\ndòng hai\tba", "dòng một dòng hai ba"),
        ("a\u202egnouhc\u2066\u200b", "agnouhc"),
        ("bell\x07form\x0c", "bellform"),
    ],
)
def test_marks_that_paper_cannot_hold_are_left_out(title, stands):
    assert f"“{stands}”" in read("correction", work={"title": title}).body()


def test_letters_written_in_parts_are_composed():
    title = "Công nhân Lào Cai đòi hưởng đủ chế độ"
    assert f"“{title}”" in read("correction", work={"title": unicodedata.normalize("NFD", title)}).body()


def test_line_ends_in_prose_begin_paragraphs():
    document = read("report", results="Một.\n\n  Hai.  \r\nBa.")
    texts = [one.text for one in document.styled("HC Nội dung")]
    assert [text for text in texts if text in ("Một.", "Hai.", "Ba.")] == ["Một.", "Hai.", "Ba."]


def test_the_same_facts_give_the_same_bytes():
    paper = parse_case(json.dumps(example("correction")), "correction")
    first, again = (render("correction", paper, tables()) for _ in range(2))
    assert first.sha256 == again.sha256 == rendered("correction").sha256
    assert rendered("correction").sha256 != rendered("correction", number=5, date="2026-11-24").sha256
