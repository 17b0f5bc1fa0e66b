"""Officers' verdicts on the real broker: each counts once, the newest holds, and `train` can read them."""

import json
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from tests.school import WAGES, School, captured, judged
from tests.servers import LIVE, Corner
from tests.waiting import becomes

from classify.learning.examples import read

pytestmark = LIVE

JOIN = 60.0


@pytest_asyncio.fixture(loop_scope="session")
async def school(corner: Corner) -> AsyncIterator[School]:
    school = School(corner)
    await school.open(replicas=2)
    yield school
    await school.close()


async def test_verdicts_become_rows_once_whoever_of_two_replicas_takes_them(school: School, tmp_path: Path) -> None:
    await school.send(*(captured(f"p{number}") for number in range(6)), captured("rain", "Mưa to", "Trời mưa."))
    await becomes(school.assessed, 7, JOIN)
    first = judged("p0", "yes", topic="wage", judged_by="lan", role="watch-officer")
    await school.send(first, first, first, judged("p1", "no"), judged("p2", "yes"), judged("rain", "yes"))
    await school.send(judged("p2", "no", version=2), judged("p3", "yes", version=2), judged("p3", "no"))
    await school.send(judged("p4", "yes"), judged("p4", "unsure", version=2), judged("unheard", "yes"))

    async def words() -> dict[str, str]:
        return {row["_id"]: row["relevant"] for row in school.database["verdicts"].find()}

    newest = {"p0": "yes", "p1": "no", "p2": "no", "p3": "yes", "p4": "unsure", "rain": "yes", "unheard": "yes"}
    await becomes(words, newest, JOIN)
    assert "lan" not in json.dumps(list(school.database["verdicts"].find()), default=str), "in which role, not by whom"
    kept = {row["_id"]: "gone_at" in row for row in school.database["publications"].find()}
    assert kept == {"p0": False, "p1": False, "p2": False, "p3": False, "p4": True, "p5": True}

    file = tmp_path / "verdicts.jsonl"
    said = await school.told("verdicts", "export", "-o", str(file))
    counts = {name: said[name] for name in ("rows", "yes", "no", "without_text", "unsure")}
    assert counts == {"rows": 4, "yes": 2, "no": 2, "without_text": 2, "unsure": 1}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    rows = {one.id: one for one in read(file)}
    assert {id_: one.gold.relevant for id_, one in rows.items()} == {"p0": True, "p1": False, "p2": False, "p3": True}
    assert (rows["p0"].gold.topic, rows["p3"].gold.topic, rows["p1"].gold.labour) == ("wage", None, None)
    assert rows["p0"].title == WAGES

    code, out, error = await school.run("evaluate", str(file))
    assert code == 0, error
    assert json.loads(out)["verdicts"]["relevance"]["relevant"] == 2


async def test_a_file_that_cannot_be_written_is_told_in_one_line(school: School, tmp_path: Path) -> None:
    code, out, error = await school.run("verdicts", "export", "-o", str(tmp_path / "no" / "such" / "folder"))
    assert (code, out) == (2, "")
    assert error.count("\n") == 1
    assert "name another file with -o" in error
