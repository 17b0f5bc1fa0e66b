"""A model made of a small folder that this test writes."""

import argparse
import gzip
import json
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from classify.cli import add_commands
from classify.judgement import Judge
from classify.judgement.model_file import BadModel, packaged, read, write
from classify.judgement.reader import Reader
from classify.learning.corpus import load
from classify.learning.examples import BadData
from classify.learning.examples import read as read_examples
from classify.learning.folds import FOLDS, fold_of
from classify.learning.lessons import KIND, completed, held_out
from classify.learning.logistic import fit_dense, fit_sparse
from classify.learning.seen import see
from classify.learning.thresholds import with_thresholds
from classify.learning.train import train

WORK = ["Công nhân đình công đòi tăng lương", "Công ty nợ lương công nhân", "Liên đoàn lao động tặng quà công nhân"]
OTHER = ["Giá rau tăng sau mưa", "Ca sĩ ra mắt bộ phim mới", "Học sinh nghỉ hè về quê"]
TOWNS = ["Vinh", "Huế", "Quy Nhơn", "Cần Thơ", "Lào Cai", "Hà Tĩnh", "Nam Định", "Pleiku", "Cà Mau", "Rạch Giá"]


def lines(titles: list[str], start: str) -> list[dict[str, Any]]:
    """The regulars of a paper: thirty days of each headline in each town, with a name that only labour news has."""
    made = []
    for number, (title, town, day) in enumerate(product(titles, TOWNS, range(3))):
        follow = "Ông Phán lên tiếng về vụ việc" if titles is WORK else "Bà Mận kể chuyện trong ngày"
        made.append({"id": f"{start}{number}", "title": f"{title} ở {town} ngày {day}", "text": f"{follow}. " * 3})
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    labelled = [
        {
            **row,
            "title": f"Hôm nay: {row['title']}",
            "event": f"e{i}",
            "labor": int(i < 30),
            "laocai": int("Lào Cai" in row["title"]),
        }
        | {
            "relevant": int(i < 30 and "Lào Cai" in row["title"]),
            "topic": "wage",
            "tone": ["neutral", "critical"][i % 2],
        }
        | {"urgency": ["medium", "low"][i % 2], "text_kind": "verbatim"}
        for i, row in enumerate([*lines(WORK, "d")[:30], *lines(OTHER, "n")[:30]])
    ]
    (tmp_path / "dev.jsonl").write_text("\n".join(json.dumps(row) for row in labelled), "utf-8")
    for name, rows in (("feed_items", lines(WORK, "w")), ("articles", lines(OTHER, "o"))):
        with gzip.open(tmp_path / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.write("\n".join(json.dumps(row) for row in rows))
    return tmp_path


def silent(_line: str) -> None:
    pass


def test_what_keeps_the_lexicons_company_is_learnt(folder: Path) -> None:
    model = train(load(folder), "small", silent)
    assert model.weights["phan"] > 0 > model.weights["man"]
    judgement = Judge(model).judge("Công nhân Lào Cai đình công", "Ông Phán lên tiếng.")
    assert (judgement.relevant, judgement.model_version) == ("yes", "small")


def test_what_was_learnt_is_shown_where_it_stands() -> None:
    title, text = "Công  nhân Lào Cai bị nợ lương", "Nhiều người xin nghỉ việc."
    learnt = [word for word in Judge().judge(title, text).evidence if word.axis == "learnt"]
    assert {f"{title}\n{text}"[word.start : word.end] for word in learnt} >= {"Công  nhân"}
    assert all(word.weight for word in learnt)


def test_the_same_folder_makes_the_same_model(folder: Path) -> None:
    assert write(train(load(folder), "small", silent)) == write(train(load(folder), "small", silent))


def test_a_model_is_read_as_it_was_written() -> None:
    model = packaged()
    assert read(write(model)) == model


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"version": "x", "joints": []}'])
def test_what_is_no_model_is_refused_with_the_cure(content: str) -> None:
    with pytest.raises(BadModel, match="haichieu classify train"):
        read(content)


def test_no_title_is_learnt_from_and_tested_on(folder: Path) -> None:
    corpus = load(folder)
    assert not {one.title for one in corpus.labelled} & {one.title for one in corpus.plain}


def test_reports_of_one_event_are_tested_together() -> None:
    assert {fold_of(f"event {number}") for number in range(100)} == set(range(FOLDS))
    assert fold_of("flood") == fold_of("flood")


def test_a_missing_file_and_a_bad_line_are_named(folder: Path) -> None:
    (folder / "dev.jsonl").write_text('{"id": "a", "title": "x", "text": "y"}\n{"title": "no id"}', "utf-8")
    with pytest.raises(BadData, match=r"dev\.jsonl, line 2"):
        load(folder)
    (folder / "dev.jsonl").unlink()
    with pytest.raises(BadData, match=r"has no dev\.jsonl"):
        load(folder)


def verdict_rows(folder: Path) -> Path:
    """Officers say no to weddings of workers in the province; a row that is held out, and one that is no verdict."""
    rows: list[dict[str, Any]] = [
        {"id": f"v{i}", "title": f"Công nhân Lào Cai cưới vợ, chuyện {i}", "text": "Đám cưới vui.", "relevant": 0}
        for i in range(40)
    ]
    rows = [row | {"event": row["id"], "text_kind": KIND} for row in rows]
    path = folder / "verdicts.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in [*rows, {"id": "x", "title": "y", "text": "z"}]), "utf-8")
    return path


def test_verdicts_change_what_is_joined_and_a_fifth_of_them_is_never_seen(folder: Path) -> None:
    path = verdict_rows(folder)
    corpus = load(folder, path)
    told = [one for one in corpus.labelled if one.kind == KIND]
    assert {one.id for one in told} == {f"v{i}" for i in range(40) if not held_out(f"v{i}")}
    assert 0 < 40 - len(told) < 20
    assert {one.id for one in told} <= corpus.added
    wedding = ("Công nhân Lào Cai cưới vợ, chuyện cuối", "Đám cưới vui.")
    without, taught = train(load(folder), "a", silent), train(corpus, "b", silent)
    assert Judge(taught).judge(*wedding).labour < Judge(without).judge(*wedding).labour
    assert taught.weights == without.weights, "people's words join; they do not make the grams"


def test_a_no_says_nothing_of_work_where_no_place_of_the_province_is_named(folder: Path) -> None:
    here, elsewhere = list(read_examples(verdict_rows(folder)))[:2]
    elsewhere = replace(elsewhere, title="Công nhân Vinh cưới vợ")
    reader = Reader()
    (one, _), (other, _) = completed((example, see(reader, example)) for example in (here, elsewhere))
    assert (one.gold.labour, other.gold.labour) == (False, None)


def test_the_command_trains_and_evaluates(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers())
    model = folder / "model.json"
    words = ["--data", str(folder), "--verdicts", str(verdict_rows(folder)), "-o", str(model), "--version", "v"]
    trained = parser.parse_args(["classify", "train", *words])
    assert trained.run(trained) == 0
    words = ["evaluate", str(folder / "dev.jsonl"), "--model", str(model), "--cross-validate", str(folder)]
    evaluated = parser.parse_args(["classify", *words])
    assert evaluated.run(evaluated) == 0
    measured = json.loads(capsys.readouterr().out)
    assert measured["model"] == "v"
    assert measured["all"]["labour"]["f1"] == 1.0


def test_weights_separate_what_can_be_separated() -> None:
    weights, bias = fit_sparse([([0], 1.0), ([1], 1.0)] * 50, [True, False] * 50, 2)
    assert weights[0] + bias > 1 > -1 > weights[1] + bias
    (row,) = fit_dense([[0.0], [1.0], [4.0], [5.0]], [0, 0, 1, 1], 1, 0.001)
    assert row[0] + row[1] < 0 < row[0] + 4 * row[1]


def test_thresholds_keep_the_targets() -> None:
    scored = [(0.9, True)] * 98 + [(0.04, True)] * 2 + [(0.6, False)] * 40 + [(0.01, False)] * 100
    model = with_thresholds(packaged(), scored)
    assert 0.6 < model.yes <= 0.9
    assert 0.01 < model.unsure < 0.04
