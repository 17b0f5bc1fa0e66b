"""A candidate beside the active model, in two real replicas on the real broker: counted, listed, and without effect."""

from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest_asyncio
from tests.school import School, captured
from tests.servers import LIVE, Corner
from tests.waiting import becomes, holds

from classify.judgement.model_file import packaged, write

pytestmark = LIVE

JOIN = 60.0
NUMBERS = count()


@pytest_asyncio.fixture(loop_scope="session")
async def school(corner: Corner) -> AsyncIterator[School]:
    school = School(corner)
    await school.open(replicas=2)
    yield school
    await school.close()


async def publish(school: School, many: int) -> list[str]:
    """They are judged and kept."""
    names, before = [f"p{next(NUMBERS)}" for _ in range(many)], await school.assessed()
    await school.send(*map(captured, names))
    await becomes(school.assessed, before + many, JOIN)
    return names


async def test_a_candidate_judges_beside_and_its_differences_are_counted_and_listed(
    school: School, tmp_path: Path
) -> None:
    file = tmp_path / "deaf.json"
    file.write_text(write(replace(packaged(), version="deaf", yes=0.99, unsure=0.98)), "utf-8")
    code, _, error = await school.run("shadow", "report")
    assert (code, error.count("\n")) == (2, 1)
    assert (await school.run("shadow", str(file)))[0] == 0
    assert (await school.run("shadow", str(file)))[0] == 2, "one at a time"

    async def seen() -> bool:
        await publish(school, 4)
        row = school.database["shadows"].find_one({"_id": 1})
        return bool(row and row.get("judged"))

    await holds(seen, "the replicas have put it beside", JOIN)
    await school.another()
    names = await publish(school, 40)

    async def told() -> set[str]:
        return {row["publication_id"] for row in school.database["shadow_differences"].find()} & {*names}

    await becomes(told, {*names}, JOIN)
    report = await school.told("shadow", "report")
    assert (report["version"], report["until"], report["missed"]) == ("deaf", None, 0)
    assert report["judged"] == report["differ"] >= 44
    assert report["ways"]["relevant: yes → no"] == report["differ"]
    assert len(report["examples"]) == min(50, report["differ"])
    assert report["examples"][0]["scores"]["active"] > 0.5

    assert {row["relevant"] for row in school.announced()} == {"yes"}, "nothing depends on it"
    assert {row["model_version"] for row in school.announced()} == {packaged().version}
    counted = await school.metric('haichieu_shadow_judged_total{outcome="differs"}')
    assert counted == report["differ"], "each replica what it judged itself"

    assert (await school.run("shadow", "stop"))[0] == 0
    assert (await school.told("shadow", "report"))["until"]
    code, _, error = await school.run("shadow", "stop")
    assert (code, error.count("\n")) == (2, 1)


async def test_promoting_ends_what_judged_beside_the_former_model(school: School, tmp_path: Path) -> None:
    file = tmp_path / "same.json"
    file.write_text(write(replace(packaged(), version="same")), "utf-8")
    assert (await school.run("shadow", str(file)))[0] == 0
    assert (await school.run("promote", str(file)))[0] == 0
    assert (await school.told("shadow", "report"))["until"]
