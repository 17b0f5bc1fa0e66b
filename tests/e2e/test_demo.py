"""`make demo`: the sample day through the whole stack, counted by somebody who knows no service's code."""

import json
import os
from pathlib import Path

import pytest
from tests.e2e.command import KIND, haichieu, processes_of, run

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


async def test_as_json_it_is_a_surface_that_stays_and_counts_on_its_own_servers_only(tmp_path: Path) -> None:
    theirs = {"HAICHIEU_MONGO_URL": "mongodb://127.0.0.1:1/", "HAICHIEU_KAFKA": "127.0.0.1:1"}
    words = ("demo", "--json", "--kafka", KIND)
    code, out, error = await haichieu(*words, seconds=200, TMPDIR=str(tmp_path), **theirs)
    assert code == 0, error
    counted = json.loads(out)
    assert counted.pop("seconds") < 200
    assert counted == DAY | CLEAN | {"unsure": 0}
    assert sorted(error.splitlines()) == [
        f"{name} is not used: the demo counts on servers of its own." for name in sorted(theirs)
    ]
