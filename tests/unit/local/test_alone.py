"""One stack for each data folder."""

import json
from pathlib import Path

import pytest

from haichieu.alone import NoFolder, RunsHere, alone
from haichieu.cli import main


def test_a_second_start_is_told_where_the_first_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HAICHIEU_DATA", str(tmp_path))
    ports = json.dumps({"casework": 8123})
    (tmp_path / "ports.json").write_text(ports)
    with alone(tmp_path):
        assert main(["up"]) == 2
    said = capsys.readouterr().err
    assert "already runs here: http://127.0.0.1:8123/" in said
    assert "--data" in said
    assert (tmp_path / "ports.json").read_text() == ports, "nothing of the first one's was touched"
    assert {file.name for file in tmp_path.iterdir()} == {"lock", "ports.json"}


def test_before_it_has_ports_it_is_just_starting(tmp_path: Path) -> None:
    with alone(tmp_path), pytest.raises(RunsHere, match="just starting"), alone(tmp_path):
        pass


def test_afterwards_the_folder_is_free_again(tmp_path: Path) -> None:
    for _ in range(2):
        with alone(tmp_path):
            pass


def test_a_folder_that_cannot_be_one_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NoFolder, match="--data"), alone(tmp_path / "file"):
        pass
