"""The measuring of the grouping measures what it says."""

import gzip
import json
from pathlib import Path

import pytest
from tests.bench.grouping_quality import b_cubed, f1, main
from tests.invented import Event

from classify.grouping.weigh import learn
from classify.grouping.weigh import main as weigh


def test_b_cubed_counts_each_item_s_company() -> None:
    assert b_cubed("aabb", [1, 1, 2, 2]) == (1.0, 1.0, 1.0)
    assert b_cubed("aabb", [1, 1, 1, 1]) == (0.5, 1.0, pytest.approx(2 / 3))
    assert b_cubed("aabb", [1, 2, 3, 4]) == (1.0, 0.5, pytest.approx(2 / 3))


def test_f1_knows_both_kinds_of_error() -> None:
    assert f1([True, True, False], [True, False, True]) == (0.5, 0.5, 0.5)
    assert f1([True], [False]) == (0.0, 0.0, 0.0)


def test_files_of_pairs_and_of_clusters_are_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = {(event, version): Event(event).report(version) for event in range(6) for version in range(3)}
    as_row = {key: {"title": report.title, "text": report.text} for key, report in texts.items()}
    pairs = [
        {"label": label, "kind": label, "event": event, "a": as_row[event, 0], "b": as_row[other]}
        for event in range(5)
        for label, other in (("dup", (event, 0)), ("same_event", (event, 1)), ("diff", (event + 1, 0)))
    ]
    clusters = [{"cluster": event, **row} for (event, _), row in as_row.items()]
    for name, rows in (("pairs.jsonl.gz", pairs), ("clusters.jsonl", clusters)):
        opened = gzip.open if name.endswith("gz") else open
        with opened(tmp_path / name, "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows)
    main([str(tmp_path / "pairs.jsonl.gz"), str(tmp_path / "clusters.jsonl")])
    said = capsys.readouterr().out
    assert "copies, all: 15 pairs, P 1.000, R 1.000, F1 1.000" in said
    assert "0 none, 0 suggested, 5 story, 0 copy" in said
    assert "stories, all, from 0.20: 18 articles, B-cubed P 1.000, R 1.000, F1 1.000 (as shipped)" in said


def test_what_is_common_weighs_less_and_the_table_is_the_same_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from_texts = learn([f"công nhân {number}" for number in range(40)])
    assert from_texts == learn([f"công nhân {number}" for number in reversed(range(40))])
    source, table = tmp_path / "texts.jsonl.gz", tmp_path / "rarity.bin"
    with gzip.open(source, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps({"title": "", "text": f"công nhân {number}"}) + "\n" for number in range(40))
    monkeypatch.setattr("sys.argv", ["weigh", str(source), "-o", str(table)])
    weigh()
    assert table.read_bytes() == from_texts
