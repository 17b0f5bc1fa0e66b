import argparse
import io
import json
import sys
from typing import Any

import pytest

from classify.cli import add_commands
from haichieu.commands.classify import packaged_units

RELEVANT = {"id": "a", "title": "Công nhân Lào Cai bị nợ lương", "text": "Ba tháng nay chưa ai trả lời."}
IRRELEVANT = {"id": "b", "title": "Giá vàng hôm nay", "text": "Giá vàng tăng nhẹ.", "url": "https://example.org/b"}


class Input:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: Any, lines: bytes, *options: str) -> tuple[int, list[Any]]:
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers())
    args = parser.parse_args(["classify", *options])
    monkeypatch.setattr(sys, "stdin", Input(lines))
    code = args.run(args)
    return code, [json.loads(line) for line in capsysbinary.readouterr().out.splitlines()]


def encode(*rows: object) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def test_one_answer_per_line_in_the_same_order(monkeypatch: pytest.MonkeyPatch, capsysbinary: Any) -> None:
    code, answers = run(monkeypatch, capsysbinary, encode(IRRELEVANT, RELEVANT, IRRELEVANT))
    assert code == 0
    assert [(answer["id"], answer["relevant"]) for answer in answers] == [("b", "no"), ("a", "yes"), ("b", "no")]
    assert list(answers[1]) == [
        "id",
        "relevant",
        "score",
        "labor",
        "province",
        "topic",
        "tone",
        "urgency",
        "places",
        "units",
    ]


def test_explain_adds_the_words(monkeypatch: pytest.MonkeyPatch, capsysbinary: Any) -> None:
    _, (answer,) = run(monkeypatch, capsysbinary, encode(RELEVANT), "--explain")
    original = f"{RELEVANT['title']}\n{RELEVANT['text']}"
    words = {original[word["start"] : word["end"]] for word in answer["evidence"]}
    assert {"Lào Cai", "bị nợ lương"} <= words


@pytest.mark.parametrize(
    "bad",
    [
        b"not json",
        b"[1, 2]",
        b"{}",
        b'{"id": null, "text": "x"}',
        b'{"id": "c"}',
        b'{"id": "c", "text": 7}',
        b'{"id": "c", "title": [], "text": "x"}',
        b'{"id": "c", "text": "\xff"}',
        b"[" * 100_000,
        b'{"id": true, "text": "x"}',
        b'{"id": ' + b"9" * 5000 + b', "text": "x"}',
    ],
    ids=lambda bad: repr(bad[:20]),
)
def test_a_bad_line_is_reported_and_its_neighbours_are_kept(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: Any, bad: bytes
) -> None:
    code, answers = run(monkeypatch, capsysbinary, encode(RELEVANT) + bad + b"\n" + encode(IRRELEVANT))
    assert code == 2
    assert [answer["id"] for answer in answers] == ["a", None, "b"]
    assert set(answers[1]) == {"id", "error"}


def test_a_missing_title_an_empty_line_and_a_lone_surrogate_are_no_errors(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: Any
) -> None:
    lines = b'{"id": "\\ud800", "text": "xin ch\\u00e0o"}\n\n' + b'{"id": 5, "title": null, "text": ""}'
    code, answers = run(monkeypatch, capsysbinary, lines)
    assert code == 0
    assert [answer["id"] for answer in answers] == ["\ud800", 5]


def test_the_unions_that_answer_are_those_of_the_publications_day(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: Any
) -> None:
    row = {"id": "c", "title": "Công nhân phường Sa Pa, Lào Cai bị nợ lương", "text": ""}
    lines = encode(row, {**row, "published_at": "2024-05-06T08:00:00+07:00"}, {**row, "published_at": "soon"})
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers(), packaged_units)
    args = parser.parse_args(["classify"])
    monkeypatch.setattr(sys, "stdin", Input(lines))
    assert args.run(args) == 2
    now, before, wrong = [json.loads(line) for line in capsysbinary.readouterr().out.splitlines()]
    assert (now["units"][0], before["units"][0]) == ("cd-sa-pa", "ldld-tx-sa-pa")
    assert "published_at is no time" in wrong["error"]
