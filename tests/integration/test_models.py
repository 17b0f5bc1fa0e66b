"""Candidates on their way to judging: refused by a figure, taken over by running replicas, taken back; real broker."""

import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from getpass import getuser
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from tests.school import School, captured, judged
from tests.servers import LIVE, Corner
from tests.waiting import becomes, holds

from classify.judgement.judge import Judge
from classify.judgement.model_file import packaged, write
from classify.learning.gate import Sets, measure
from classify.learning.gold import gold
from classify.learning.lessons import held_out
from haichieu.commands.classify import packaged_units

pytestmark = LIVE

JOIN = 60.0
SHIPPED = packaged().version
DOUBTFUL = ("Lào Cai mở chợ phiên", "Nhân viên khách sạn bận rộn.")


@pytest_asyncio.fixture(loop_scope="session")
async def school(corner: Corner) -> AsyncIterator[School]:
    school = School(corner)
    await school.open()
    yield school
    await school.close()


@pytest.fixture
def file(tmp_path: Path) -> Any:
    def write_one(version: str, **changes: Any) -> str:
        path = tmp_path / f"{version}.json"
        path.write_text(write(replace(packaged(), version=version, **changes)), "utf-8")
        return str(path)

    return write_one


async def listed(school: School) -> dict[str, dict[str, Any]]:
    code, out, error = await school.run("models")
    assert code == 0, error
    return {row["version"]: row for row in map(json.loads, out.splitlines())}


async def test_running_replicas_take_a_promoted_model_over_and_give_it_back(school: School, file: Any) -> None:
    await school.another()
    await school.another()
    code, out, error = await school.run("promote", file("press-1b"))
    assert (code, error) == (0, "")
    assert f"press-1b judges from now on, in running services within seconds; before it {SHIPPED}." in out
    numbers = iter(range(1_000))

    async def latest() -> set[str]:
        """Which models judged eight publications on both partitions."""
        names = [f"p{next(numbers)}" for _ in range(8)]
        before = await school.assessed()
        await school.send(*map(captured, names))
        await becomes(school.assessed, before + len(names), JOIN)
        rows = school.database["assessments"].find({"publication_id": {"$in": names}})
        return {row["model_version"] for row in rows}

    await becomes(latest, {"press-1b"}, JOIN)
    assert school.announced()[-1]["model_version"] == "press-1b"
    again, _, refused = await school.run("promote", file("press-1b"))
    assert (again, refused) == (2, "classify: press-1b is the model that judges already.\n")
    code, _, refused = await school.run("promote", file("press-1b", yes=0.41))
    assert code == 2
    assert "train with another --version" in refused
    late = await school.another()
    assert "press-1b" in late.log.read_text("utf-8"), "who starts later begins with it"

    assert (await school.run("rollback"))[0] == 0
    await becomes(latest, {SHIPPED}, JOIN)
    rows = await listed(school)
    assert {name: row["active"] for name, row in rows.items()} == {SHIPPED: True, "press-1b": False}
    (promoted,) = rows["press-1b"]["activations"]
    assert (promoted["how"], promoted["by"]) == ("promoted", getuser())
    assert rows["press-1b"]["figures"]["gold"] == measure(packaged(), Sets(gold(), [], packaged_units()))["gold"]
    assert [one["how"] for one in rows[SHIPPED]["activations"]] == ["rolled back"]
    code, _, refused = await school.run("rollback")
    assert (code, refused) == (2, "classify: the model that ships judges; there is none before it.\n")


async def test_what_is_worse_on_the_gold_set_is_refused_with_the_figures_that_fell(school: School, file: Any) -> None:
    code, out, _ = await school.run("promote", file("late", yes=0.95))
    assert code == 1
    fell = [re.split(" {2,}", line)[:2] for line in out.splitlines() if line.endswith("fell")]
    assert ["gold", "all/relevance/yes/recall"] in fell
    assert f"{SHIPPED} goes on judging" in out
    assert list(await listed(school)) == [SHIPPED]
    code, out, _ = await school.run("promote", file("late", yes=0.95), "--despite", "fewer false alarms were asked for")
    assert code == 0
    (promoted,) = (await listed(school))["late"]["activations"]
    assert promoted["despite"] == "fewer false alarms were asked for"


async def test_what_is_worse_on_what_officers_said_is_refused_though_the_gold_set_holds(
    school: School, file: Any
) -> None:
    """Each publication is an event of its own; only those that are held out decide."""
    names = [name for name in (f"market-{number}" for number in range(300)) if held_out(name)][:24]
    await school.another()
    title, text = DOUBTFUL
    events = [captured(name, f"{title} lần {name}", text) for name in names]
    await school.send(*events)
    await becomes(school.assessed, len(names), JOIN)
    await school.send(*(judged(name, "yes") for name in names))

    async def kept() -> bool:
        return int(school.database["verdicts"].count_documents({})) == len(names)

    await holds(kept, "the verdicts are kept", JOIN)
    # Short texts suggest and do not group, so that no story joins two of them.
    doubts = [Judge().judge(event.title, event.text).score for event in events]
    assert min(doubts) >= packaged().unsure, "they are seen so far"
    code, out, _ = await school.run("promote", file("deaf", unsure=max(doubts) + 0.001))
    assert code == 1
    fell = [line.split() for line in out.splitlines() if line.endswith("fell")]
    assert [(line[0], line[1]) for line in fell] == [("verdicts", "all/relevance/recall_with_unsure")]
    assert (await school.run("promote", file("same")))[0] == 0


@pytest.mark.parametrize(
    "damage", [{"content": "{}", "sha256": "0" * 64}, {"sha256": "0" * 64}], ids=["no model", "other bytes"]
)
async def test_a_damaged_model_starts_no_service_and_stops_none(
    school: School, file: Any, damage: dict[str, str]
) -> None:
    await school.another()
    assert (await school.run("promote", file("press-1b")))[0] == 0
    school.database["models"].update_one({"_id": "press-1b"}, {"$set": damage})
    child = school.corner.process("late", "-m", "classify", "serve", platform=school.corner.platform())
    await child.spawn()
    assert await child.wait() == 3
    assert "haichieu classify rollback" in child.log.read_text("utf-8")
    assert (await school.run("rollback"))[0] == 0
    await school.another()
