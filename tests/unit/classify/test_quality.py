"""What the judgement must not get worse at, on publications written for this purpose."""

import argparse
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from classify.cli import add_commands
from classify.judgement import Judge
from classify.judgement.model_file import packaged, write
from classify.learning import examples, floors
from classify.learning.evaluate import report
from classify.learning.gold import floors_path, gold_path
from haichieu.commands.classify import packaged_units

GOLD, FLOORS = gold_path(), floors_path()


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers(), packaged_units)
    args = parser.parse_args(["classify", *words])
    code: int = args.run(args)
    return code


def test_every_floor_holds() -> None:
    judge = Judge()
    judged = [(one, judge.judge(one.title, one.text)) for one in examples.read(GOLD)]
    assert [str(fault) for fault in floors.faults(report(judged, packaged_units()), FLOORS)] == []


def test_the_set_is_large_and_varied() -> None:
    gold = list(examples.read(GOLD))
    assert len(gold) >= 180
    assert sum(bool(one.title) and len(one.text) >= 400 for one in gold) >= 20
    assert len({(one.title, one.text) for one in gold}) == len({one.id for one in gold}) == len(gold)
    kinds = Counter((one.gold.labour, one.gold.province) for one in gold)
    assert min(kinds.values()) >= 20
    assert len({one.gold.topic for one in gold if one.gold.topic}) == 13


def test_floors_are_kept_for_each_thing_that_can_be_asked() -> None:
    kept = json.loads(FLOORS.read_text("utf-8"))
    assert {figure.split("/")[0] for figure in kept["floors"]} >= {"all", "posts", "long", "no diacritics", "English"}
    assert all(one["reason"].strip() for one in kept["lowered"])


@pytest.fixture
def worse(tmp_path: Path) -> Path:
    path = tmp_path / "worse.json"
    path.write_text(write(replace(packaged(), yes=0.95)), "utf-8")
    return path


def test_a_worse_model_is_refused_and_the_figures_are_named(worse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("evaluate", str(GOLD), "--model", str(worse), "--floors", str(FLOORS)) == 1
    assert "all/relevance/yes/recall is 0." in capsys.readouterr().err


def test_a_floor_is_lowered_with_a_reason_that_stays(worse: Path, tmp_path: Path) -> None:
    own = tmp_path / "floors.json"
    own.write_text(FLOORS.read_text("utf-8"), "utf-8")
    options: tuple[str, ...] = ("evaluate", str(GOLD), "--model", str(worse), "--floors", str(own))
    assert run(*options, "--lower", "fewer false alarms were asked for") == 0
    lowered: list[dict[str, Any]] = json.loads(own.read_text("utf-8"))["lowered"]
    before = json.loads(FLOORS.read_text("utf-8"))["lowered"]
    assert lowered[: len(before)] == before
    assert {one["reason"] for one in lowered[len(before) :]} == {"fewer false alarms were asked for"}
    assert run(*options) == 0


def test_a_file_of_no_floors_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "floors.json").write_text("[]", "utf-8")
    assert run("evaluate", str(GOLD), "--floors", str(tmp_path / "floors.json")) == 2
    assert "not a file of floors" in capsys.readouterr().err
