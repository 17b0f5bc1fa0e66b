"""`haichieu audit`, as a person or a program calls it."""

import json
import socket

import pytest
from tests.unit.casework.audit.bundles import made, pack

from casework.audit.bundle.names import ENTRIES
from haichieu.cli import main


@pytest.fixture
def _offline(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("verify must not touch the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.usefixtures("_offline")
def test_whole_is_0_broken_is_1_and_no_export_is_2(capsysbinary, tmp_path):
    whole = pack(made().members, tmp_path / "x.zip")
    assert main(["audit", "verify", str(whole)]) == 0
    said = capsysbinary.readouterr().out.decode()
    assert said.startswith("NGUYÊN VẸN.")
    assert made().manifest.entries.head in said
    changed = made().members[ENTRIES].replace(b"can-bo-4", b"can-bo-1")
    broken = pack(made().members | {ENTRIES: changed}, tmp_path / "y.zip")
    assert main(["audit", "verify", str(broken)]) == 1
    assert "entries.jsonl, dòng 4" in capsysbinary.readouterr().out.decode()
    assert main(["audit", "verify", str(tmp_path / "none")]) == 2
    assert "none" in capsysbinary.readouterr().err.decode()


def test_for_programs_it_speaks_json(capsysbinary, tmp_path):
    whole = pack(made().members, tmp_path / "x.zip")
    assert main(["audit", "verify", str(whole), "--json", "--head", made().manifest.seal]) == 0
    answer = json.loads(capsysbinary.readouterr().out)
    assert (answer["ok"], answer["entries"], answer["paper"]["reach"]) == (True, 7, 7)
    assert main(["audit", "verify", str(whole), "--json", "--head", "0" * 64]) == 1
    assert "--head" in json.loads(capsysbinary.readouterr().out)["broken"]


def test_a_number_or_key_that_is_none_is_wrong_words_not_a_broken_export(capsysbinary, tmp_path):
    whole = pack(made().members, tmp_path / "x.zip")
    assert main(["audit", "verify", str(whole), "--head", ""]) == 2
    assert main(["audit", "verify", str(whole), "--key", str(tmp_path / "none.pub")]) == 2
    assert "none.pub" in capsysbinary.readouterr().err.decode()


def test_a_name_that_is_no_unicode_does_not_stop_the_words(capsysbinary, tmp_path):
    folder = tmp_path / "x"
    folder.mkdir()
    for name, content in made().members.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    (folder / "la\udcff").write_bytes(b"")
    assert main(["audit", "verify", str(folder)]) == 1
    assert b"la" in capsysbinary.readouterr().out


def test_the_retention_policy_is_shown_with_whose_number_it_is(capsysbinary, tmp_path):
    assert main(["audit", "retention"]) == 0
    rows = {row["class"]: row for row in json.loads(capsysbinary.readouterr().out)}
    assert rows["sighting-irrelevant"] | {"title": ""} == {
        "class": "sighting-irrelevant",
        "title": "",
        "days": 60,
        "basis": "chính sách nội bộ",
    }
    assert rows["audit"]["days"] is None
    (tmp_path / "x.yaml").write_text("policies: [{name: case, title: x, days: 5, basis: y}]", "utf-8")
    assert main(["audit", "retention", "--file", str(tmp_path / "x.yaml")]) == 2
