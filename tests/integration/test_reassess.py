"""The past judged again beside the chain, on the real broker: killed, resumed, alone; news do not wait for it."""

import asyncio
import json
import os
import signal
import time
from asyncio.subprocess import PIPE, Process
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest_asyncio
from tests.e2e.command import HAICHIEU, HOME, clean_environment
from tests.school import PASSING, School, ago, captured
from tests.servers import LIVE, Corner
from tests.waiting import becomes, holds

from classify.judgement.model_file import packaged, write
from shared.contracts.classify import BackfillAssessedV1, PublicationAssessedV1

pytestmark = LIVE

JOIN = 60.0
MANY = 400
SHIPPED = packaged().version
CASEWORK = "haichieu_casework"
REASON = "more may be unsure"


@pytest_asyncio.fixture(loop_scope="session")
async def school(corner: Corner, tmp_path: Path) -> AsyncIterator[School]:
    """As many publications of wages as of other things, judged by the model that ships; then another is promoted."""
    school = School(corner)
    corner.mongo.drop_database(CASEWORK)
    await school.open(replicas=2)
    await school.send(*(captured(f"wages-{number}") for number in range(MANY)))
    passing = [captured(f"rain-{number}", "Mưa to ở Cam Đường", PASSING) for number in range(MANY)]
    await school.send(*passing, captured("old", "Mưa to ở Cam Đường", PASSING, captured_at=ago(30)))
    await becomes(school.assessed, 2 * MANY + 1, JOIN)
    file = tmp_path / "keen.json"
    file.write_text(write(replace(packaged(), version="keen", unsure=0.005)), "utf-8")
    assert (await school.run("promote", str(file), "--despite", REASON))[0] == 0
    yield school
    await school.close()


async def begun(school: School, *words: str) -> Process:
    """`haichieu classify reassess` as a process that can be killed."""
    url = school.corner.platform().mongo_url.get_secret_value()
    env = clean_environment() | {"HAICHIEU_MONGO_URL": url}
    return await asyncio.create_subprocess_exec(
        HAICHIEU, "classify", "reassess", *words, stdout=PIPE, stderr=PIPE, env=env, cwd=HOME
    )


def done(school: School) -> int:
    row = school.database["reassessments"].find_one(sort=[("_id", -1)])
    return int(row["done"]) if row else 0


def again(school: School) -> list[dict[str, Any]]:
    """What was said again, on the lane of the past; none of it is among the news."""
    assert not any(row["replaces"] for row in school.announced())
    return school.announced(BackfillAssessedV1.TOPIC)


async def test_killed_in_the_middle_it_goes_on_and_each_is_told_once(school: School) -> None:
    since = ago(2).isoformat()
    first = await begun(school, "--since", since)

    async def under_way() -> bool:
        return done(school) >= 100

    await holds(under_way, "it is in the middle", JOIN)
    os.kill(first.pid, signal.SIGKILL)
    await first.wait()
    assert done(school) < 2 * MANY
    code, _, error = await school.run("reassess", "--since", "2020-01-01")
    assert code == 2
    assert "one is unfinished" in error
    code, out, error = await school.run("reassess")
    assert code == 0, error
    said = json.loads(out)
    assert (said["judged"], said["changed"], said["model"]) == (2 * MANY, MANY, "keen")
    assert said["ways"]["relevant: no → unsure"] == MANY
    assert f"{2 * MANY:,} of {2 * MANY:,} · {MANY:,} changed" in error

    rows = again(school)
    assert Counter(row["subject_id"] for row in rows) == {f"rain-{number}": 1 for number in range(MANY)}
    told = {(r["subject_version"], r["replaces"], r["model_version"], r["publication"]["lane"]) for r in rows}
    assert told == {(2, SHIPPED, "keen", "backfill")}
    assert rows[0]["publication"]["lead"], "what a person needs to judge it comes along"
    assert school.database["story_items"].count_documents({}) == 2 * MANY, "and it is grouped"
    assert school.database["publications"].find_one({"_id": "old"})["model_version"] == SHIPPED

    code, out, _ = await school.run("reassess", "--since", since, "--model", SHIPPED)
    assert (code, json.loads(out)["changed"]) == (0, MANY), "back again, by a model that is named"
    assert {row["subject_version"] for row in again(school)[MANY:]} == {3}


async def test_casework_hears_of_it_and_keeps_one_sighting_of_each(school: School) -> None:
    """Through both topics: what waits for a person now, and what does not any more."""
    sightings = school.corner.mongo[CASEWORK]["sightings"]
    for topic in (PublicationAssessedV1.TOPIC, BackfillAssessedV1.TOPIC):
        await school.corner.skip(topic, "casework")
    casework = school.corner.process("casework", "-m", "casework", "serve", platform=school.corner.platform())
    await casework.start()

    async def seen() -> dict[str, int]:
        return dict(Counter(row["relevant"] for row in sightings.find()))

    since = ago(2).isoformat()
    assert (await school.run("reassess", "--since", since))[0] == 0
    await becomes(seen, {"unsure": MANY}, JOIN)
    assert (await school.run("reassess", "--since", since, "--model", SHIPPED))[0] == 0
    await becomes(seen, {"no": MANY}, JOIN)
    await casework.kill()
    school.corner.mongo.drop_database(CASEWORK)


async def test_two_at_once_do_nothing_twice(school: School) -> None:
    since = ago(2).isoformat()
    both = [await begun(school, "--since", since) for _ in range(2)]
    said = [await one.communicate() for one in both]
    codes = sorted(one.returncode or 0 for one in both)
    finished = [json.loads(out) for (out, _), one in zip(said, both, strict=True) if one.returncode == 0]
    assert codes in ([0, 0], [0, 2]), said
    assert sum(one["changed"] for one in finished) == MANY
    assert Counter(Counter(row["subject_id"] for row in again(school)).values()) == {1: MANY}


async def test_news_do_not_wait_for_it(school: School) -> None:
    """Each is judged and published within seconds, while the past is on its way."""
    process = await begun(school, "--since", ago(2).isoformat())
    waited = []
    for number in range(8):
        name = f"news-{number}"
        sent = time.monotonic()
        await school.send(captured(name))

        async def published(name: str = name) -> bool:
            row = school.database["outbox"].find_one({"key": name})
            return bool(row and not row.get("pending"))

        await holds(published, "it is published", JOIN)
        waited.append(time.monotonic() - sent)
        pending = school.database["outbox"].count_documents({"pending": True})
        assert pending <= 150, "the past fills no outbox"
    assert await process.wait() == 0
    assert max(waited) < 5, waited
