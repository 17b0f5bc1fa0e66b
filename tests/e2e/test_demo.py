"""`make demo`: the sample day through the whole stack, counted by somebody who knows no service's code."""

import os
from pathlib import Path

import pytest
from tests.e2e.command import KIND, processes_of, run

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

DAY = {"publications": 70, "relevant": 27, "cases": 20, "notices": 20, "notices_delivered": 20, "changes": 2}
"""What its authors meant: tests/unit/local checks the same numbers against the articles themselves."""
CLEAN = {"lost": 0, "duplicated": 0, "mails": 20, "mails_repeated": 0, "snapshots": 71}


async def test_the_sample_day_is_complete_and_nothing_is_double(tmp_path: Path) -> None:
    words = ("--no-print-directory", "demo", f"KAFKA={KIND}")
    code, out, error = await run("make", *words, seconds=200, TMPDIR=str(tmp_path))
    assert code == 0, error
    counted = {name: value for name, _, value in (line.strip().partition("  ") for line in out.splitlines()) if value}
    assert {name: int(counted[name]) for name in DAY | CLEAN} == DAY | CLEAN
    assert float(counted["seconds"]) < 200
    assert processes_of(tmp_path) == []
    assert "haichieu-demo-" not in " ".join(os.listdir(tmp_path))
