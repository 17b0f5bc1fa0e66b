"""The file of sources: what is wrong with it is said so that it can be put right, and nothing else is."""

import json
import traceback
from pathlib import Path
from typing import Any

import pytest

from ingest.sources.file import CURE, SourcesUnreadable, read_sources

GOOD = {"outlet_id": "bao", "outlet_name": "Báo", "url": "https://bao.example/rss"}


def complaint(folder: Path, content: Any) -> str:
    path = folder / "sources.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    with pytest.raises(SourcesUnreadable) as caught:
        read_sources(path)
    text = str(caught.value)
    assert text.startswith(str(path))
    assert text.endswith(CURE)
    shown = "".join(traceback.format_exception(caught.value))
    assert "s3cret" not in shown, "neither the sentence nor the traceback in the log shows the input"
    return text


def test_a_good_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "sources.json"
    path.write_text(json.dumps([GOOD, GOOD | {"medium": "tv", "url": "https://tv.example/rss"}]), "utf-8")
    assert [(source.outlet_name, source.medium) for source in read_sources(path)] == [("Báo", "online"), ("Báo", "tv")]


def test_the_entry_and_the_field_are_named(tmp_path: Path) -> None:
    bad = {"outlet_id": "", "outlet_name": "Báo", "url": "s3cret", "password": "s3cret"}
    text = complaint(tmp_path, [GOOD, bad])
    for place in ("entry 2, outlet_id: ", "entry 2, url: ", "entry 2, password: "):
        assert place in text


def test_broken_json_is_named_by_line(tmp_path: Path) -> None:
    assert "line 2" in complaint(tmp_path, '[\n{"outlet_id": s3cret}]')


def test_something_else_than_a_list(tmp_path: Path) -> None:
    assert "list" in complaint(tmp_path, {"s3cret": 1})


def test_a_thousand_bad_entries_are_no_thousand_lines(tmp_path: Path) -> None:
    text = complaint(tmp_path, [{"password" * 1_000: "s3cret" * 1_000}] * 1_000)
    assert len(text) < 1_000
    assert "and 3995 more" in text


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourcesUnreadable, match="No such file"):
        read_sources(tmp_path / "nowhere.json")
