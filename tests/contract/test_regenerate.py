"""`python -m tests.contract.regenerate`: the same bytes for the same contracts; nothing that would break somebody."""

import json
import shutil
from pathlib import Path

import pytest
from tests.contract import regenerate
from tests.contract.examples import GOLDEN

CAPTURED = "ingest.publication-captured.v1"


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(GOLDEN.parent / "golden", tmp_path / "golden")
    (tmp_path / "asyncapi").mkdir()
    monkeypatch.setattr(regenerate, "GOLDEN", tmp_path / "golden")
    monkeypatch.setattr(regenerate, "HERE", tmp_path)
    return tmp_path


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.json")}


def test_regenerating_writes_what_is_agreed_already(copied: Path) -> None:
    assert regenerate.main() == 0
    schemas = {name: data for name, data in files(GOLDEN).items() if name.endswith("schema.json")}
    assert {name: data for name, data in files(copied / "golden").items() if name in schemas} == schemas
    assert files(copied / "asyncapi") == files(GOLDEN.parent / "asyncapi")


def test_what_would_break_somebody_is_refused_and_named(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = copied / "golden" / CAPTURED / "schema.json"
    agreed = json.loads(path.read_text())
    agreed["properties"]["byline"] = {"type": "string"}
    path.write_text(json.dumps(agreed))
    assert regenerate.main() == 1
    assert capsys.readouterr().err == f"{CAPTURED}: byline: field removed\n"
    assert json.loads(path.read_text()) == agreed, "what was agreed stays"
