"""`haichieu doctor`: what is there, what is missing, and what brings it."""

import pytest
from tests.e2e.command import haichieu

pytestmark = pytest.mark.e2e


async def test_doctor_finds_this_machine_able_to_run_the_stack() -> None:
    code, out, _ = await haichieu("doctor", seconds=60)
    assert code == 0, out
    for name in ("Python", "mongod", "broker", "setpriv"):
        assert any(line.startswith("có") and name in line for line in out.splitlines()), out


async def test_what_is_missing_comes_with_its_cure() -> None:
    _, out, _ = await haichieu("doctor", seconds=60)
    lines = out.splitlines()
    for number, line in enumerate(lines):
        if line.startswith("THIẾU"):
            assert lines[number + 1].lstrip().startswith("→")


async def test_parked_without_a_stack_says_how_to_start_one(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, _, error = await haichieu("parked", "list", seconds=30)
    assert code in (0, 3)
    assert code == 0 or "make run" in error


async def test_wrong_words_are_answered_with_usage() -> None:
    code, _, error = await haichieu("no-such-command", seconds=30)
    assert code == 2
    assert "usage" in error
