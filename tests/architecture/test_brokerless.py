"""What `make test KAFKA=apache` leaves out meets no broker: it would only be the same test once more."""

import subprocess

import pytest
from tests.architecture.code import ROOT


@pytest.fixture(scope="module")
def left_out() -> list[str]:
    shown = subprocess.run(
        ["make", "--dry-run", "test", "KAFKA=apache"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    marked = (word for word in shown.stdout.split() if word.startswith("--ignore="))
    return [word.removeprefix("--ignore=tests/integration/test_").removesuffix(".py") for word in marked]


def test_what_meets_no_broker_runs_once(left_out: list[str]) -> None:
    assert {"audit", "letters", "sessions"} <= set(left_out)


def test_what_meets_a_broker_runs_on_each(left_out: list[str]) -> None:
    assert not {"relay", "reminders", "topics", "boot"} & set(left_out)
