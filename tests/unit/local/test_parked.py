"""`haichieu parked` when MongoDB is away: one line, its cure, exit code 3; no password, no traceback."""

import json
from pathlib import Path

import pytest
from pymongo.errors import AutoReconnect, OperationFailure

from haichieu import databases
from haichieu.cli import main
from haichieu.parked import newest_of
from shared.failures import Transient
from shared.store.client import CannotReachMongo, Store

VERBS = [("list",), ("show", "x"), ("replay", "x"), ("drop", "x")]


@pytest.mark.parametrize("words", VERBS)
def test_a_server_that_is_away_is_one_line_with_its_cure(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = "mongodb://clerk:geheim@127.0.0.1:27999/?directConnection=true&serverSelectionTimeoutMS=200"
    monkeypatch.setenv("HAICHIEU_MONGO_URL", url)
    monkeypatch.setattr(Store, "start", _quick_start)
    assert main(["parked", *words]) == 3
    error = capsys.readouterr().err
    assert error.startswith("MongoDB at 127.0.0.1:27999 does not answer (")
    assert error.endswith("Start the stack with `make run`, or set HAICHIEU_MONGO_URL.\n")
    assert error.count("\n") == 1
    assert "geheim" not in error


async def _quick_start(_: Store) -> None:
    raise CannotReachMongo("a page of topology") from AutoReconnect("connection refused")


@pytest.mark.parametrize("url", ["mongodb://", "mongodb://h:port/", "mongodb://a:b:c@h/", "http://h/"])
def test_an_address_that_is_none_is_said_in_one_line_too(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HAICHIEU_MONGO_URL", url)
    assert main(["parked", "list"]) == 3
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert error.startswith("HAICHIEU_MONGO_URL is no address of a MongoDB: ")


@pytest.mark.parametrize("words", VERBS)
@pytest.mark.parametrize("failure", [AutoReconnect("x\ny"), Transient("MongoDB: away")])
def test_a_server_that_goes_away_in_the_middle_is_said_the_same_way(
    words: tuple[str, ...],
    failure: Exception,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def start(_: Store) -> None:
        return None

    def away(*_: object) -> None:
        raise failure

    monkeypatch.setenv("HAICHIEU_MONGO_URL", "mongodb://127.0.0.1:1/")
    monkeypatch.setattr(Store, "start", start)
    monkeypatch.setattr(Store, "collection", away)
    assert main(["parked", *words]) == 3
    assert capsys.readouterr().err.count("\n") == 1


def test_an_account_that_is_refused_is_told_apart_from_a_server_that_is_away() -> None:
    error = CannotReachMongo("x")
    error.__cause__ = OperationFailure("Authentication failed.", 18)
    assert "refused (OperationFailure 18). Check the account" in str(databases.away("mongodb://h:1/", error))


def test_a_server_without_a_replica_set_keeps_its_own_sentence() -> None:
    error = CannotReachMongo("MongoDB runs without a replica set.")
    assert databases.away("mongodb://h:1/", error) is error


@pytest.mark.parametrize("text", [None, "", "{", "[]", "{}", json.dumps({"mongo": "x"})])
def test_without_a_local_stack_it_says_how_to_start_one(
    text: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("HAICHIEU_MONGO_URL", raising=False)
    monkeypatch.setenv("HAICHIEU_DATA", str(tmp_path))
    if text is not None:
        (tmp_path / "ports.json").write_text(text)
    assert main(["parked", "list"]) == 3
    assert "make run" in capsys.readouterr().err


@pytest.mark.parametrize("limit", ["0", "-1", "x"])
def test_a_limit_that_is_none_is_refused(limit: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["parked", "list", "--limit", limit])
    assert ended.value.code == 2
    assert "--limit" in capsys.readouterr().err


def test_the_newest_of_all_services_stands_first() -> None:
    rows = [{"parked_at": at, "service": name} for at, name in ((3, "ingest"), (1, "ingest"), (4, "casework"))]
    assert [row["service"] for row in newest_of(rows, 2)] == ["casework", "ingest"]


def test_a_service_that_there_is_not_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["parked", "drop", "x", "--service", "thư"])
    assert "casework" in capsys.readouterr().err
