"""`haichieu group`."""

import argparse
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.invented import Event

from classify.group_cli import add_commands
from shared.exits import WrongWords


class Group:
    """The command as `haichieu` runs it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
        self._monkeypatch = monkeypatch
        self._captured = capsysbinary

    def __call__(self, lines: bytes, *options: str) -> tuple[int, list[dict[str, Any]]]:
        parser = argparse.ArgumentParser()
        add_commands(parser.add_subparsers())
        args = parser.parse_args(["group", *options])
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
        code = args.run(args)
        return code, [json.loads(line) for line in self._captured.readouterr().out.splitlines()]


@pytest.fixture
def group(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Group:
    return Group(monkeypatch, capsysbinary)


def line(identity: str | int, event: int, version: int = 0, published_at: object = None) -> bytes:
    report = Event(event).report(version)
    row = {"id": identity, "title": report.title, "text": report.text, "published_at": published_at}
    return json.dumps(row).encode() + b"\n"


def test_one_line_each_in_the_same_order_named_after_the_first_published(group: Group) -> None:
    lines = line("late", 1, 1, "2026-11-24T09:00:00+07:00") + line(7, 2) + line("early", 1, 0, "2026-11-24T08:59:59")
    code, answers = group(lines)
    assert code == 0
    assert answers == [{"id": "late", "story": "early"}, {"id": 7, "story": 7}, {"id": "early", "story": "early"}]


def test_explain_tells_who_is_near_and_how(group: Group) -> None:
    _, answers = group(line("a", 1) + line("b", 1) + line("c", 1, 1) + line("d", 2), "--explain")
    assert [[(near["id"], near["how"]) for near in answer["near"]] for answer in answers] == [
        [],
        [("a", "copy")],
        [("a", "story"), ("b", "story")],
        [],
    ]
    assert answers[1]["near"][0]["score"] == 1.0


@pytest.mark.parametrize("bad", [b"not json", b"[1]", b'{"id": null, "text": "x"}', b'{"id": "c", "text": 7}'])
def test_a_bad_line_is_reported_and_its_neighbours_are_grouped(group: Group, bad: bytes) -> None:
    code, answers = group(line("a", 1) + bad + b"\n\n" + line("b", 1))
    assert code == 2
    assert [answer["story"] for answer in answers] == ["a", None, "a"]
    assert set(answers[1]) == {"id", "story", "error"}


@pytest.mark.parametrize(
    "published_at", ["", "24/11/2026 08:00", 5, None, "9999-12-31T23:59:59-14:00", "0001-01-01", "2099-01-01"]
)
def test_a_date_that_is_none_or_lies_far_off_harms_nobody(group: Group, published_at: object) -> None:
    lines = line("odd", 3, 0, published_at) + line("a", 1, 0, "2026-11-24") + line("b", 1, 1, "2026-11-25")
    code, answers = group(lines)
    assert code == 0
    assert [answer["story"] for answer in answers] == ["odd", "a", "a"]


def test_the_same_publication_twice_is_one_story_and_two_lines(group: Group) -> None:
    code, answers = group(line("a", 1) + line("a", 2) + line(5, 3) + line("5", 4) + line("\ud800", 5))
    assert code == 0
    assert [answer["story"] for answer in answers] == ["a", "a", 5, "5", "\ud800"]


def test_what_people_have_said_holds(group: Group, tmp_path: Path) -> None:
    rulings = tmp_path / "rulings.jsonl"
    rulings.write_text('{"apart": ["a", "b"]}\n{"together": ["a", "z"]}\n')
    _, answers = group(line("a", 1) + line("b", 1) + line("z", 2), "--rulings", str(rulings))
    assert [answer["story"] for answer in answers] == ["a", "b", "a"]


@pytest.mark.parametrize("bad", ["", "[]", '{"apart": ["a"]}', '{"merge": ["a", "b"]}', '{"apart": [["a"], {}]}', "{"])
def test_a_wrong_ruling_is_told_with_its_line(group: Group, tmp_path: Path, bad: str) -> None:
    rulings = tmp_path / "rulings.jsonl"
    rulings.write_text('{"apart": ["a", "b"]}\n' + bad + "\n")
    with pytest.raises(WrongWords, match="line 2: give"):
        group(b"", "--rulings", str(rulings))
    with pytest.raises(WrongWords, match="No such file"):
        group(b"", "--rulings", str(tmp_path / "none"))


def test_nothing_in_is_nothing_out(group: Group) -> None:
    assert group(b"") == (0, [])
