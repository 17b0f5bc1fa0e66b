"""`haichieu demo`: the sample day through the whole stack, counted by somebody who knows no service's code."""

import json
import os
from pathlib import Path

import pytest
from tests.e2e.command import KIND, haichieu, processes_of

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

DAY = {"publications": 70, "relevant": 27, "cases": 20, "notices": 20, "notices_delivered": 20, "changes": 2}
"""What its authors meant: tests/unit/local checks the same numbers against the articles themselves."""


async def test_the_sample_day_is_complete_and_nothing_is_double(tmp_path: Path) -> None:
    code, out, error = await haichieu("demo", "--json", "--kafka", KIND, seconds=200, folder=tmp_path)
    assert code == 0, error
    [line] = out.splitlines()
    counted = json.loads(line)
    assert (counted["lost"], counted["duplicated"], counted["mails_repeated"]) == (0, 0, 0)
    assert {name: counted[name] for name in DAY} == DAY
    assert counted["seconds"] < 200
    assert processes_of(tmp_path) == []
    assert "haichieu-demo-" not in " ".join(os.listdir(tmp_path))
