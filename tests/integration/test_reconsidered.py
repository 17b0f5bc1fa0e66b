"""The machine judges a publication again: what casework does with it, on the real database."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest_asyncio
from tests.house import House, open_house
from tests.servers import LIVE, Corner

from casework.domain.roles import Role
from casework.domain.sighting import Sighting
from casework.http.api.app import PREFIX
from casework.store.work import CaseworkWork
from casework.testing import a_sighting, the_means
from casework.usecases.following import follow_assessments
from shared.ops.ids import new_id
from shared.store.unit_of_work import UnitOfWork

pytestmark = LIVE

ADDRESS = f"{PREFIX}/publications"


@pytest_asyncio.fixture(loop_scope="session")
async def house(corner: Corner) -> AsyncIterator[House]:
    async with open_house(corner.servers.mongod.url, corner.database.name) as house:
        yield house


def said(id_: str, relevant: str, **other: Any) -> Sighting:
    known = {"title": f"Bài {id_}", "model": "press-1", "score": 0.03 if relevant == "no" else 0.9}
    return a_sighting(message_id=new_id(), publication_id=id_, relevant=relevant, **known | other)


def again(id_: str, relevant: str, days: float = 1, **other: Any) -> Sighting:
    """As classify tells it: on the lane of the past, whenever it was published."""
    at = datetime.now(UTC) - timedelta(days=days)
    known = {"model": "press-2", "replaces": "press-1", "lane": "backfill", "published_at": at}
    return said(id_, relevant, **known | other)


async def assess(house: House, *sightings: Sighting) -> None:
    works = UnitOfWork(house.store, CaseworkWork, lambda: None)
    await follow_assessments(sightings, works, the_means(new_id), house.now)


async def rows(house: House, id_: str) -> list[dict[str, Any]]:
    return [row async for row in house.store.collection("sightings").find({"publication_id": id_})]


async def told(house: House, id_: str) -> str:
    row = await house.store.collection("told").find_one({"_id": id_})
    return str(row["case_id"]) if row else ""


async def waiting(client: Any, relevance: str = "unsure") -> list[str]:
    answer = (await client.get(ADDRESS, params={"relevance": relevance})).raise_for_status()
    return [one["publication_id"] for one in answer.json()["items"]]


async def test_what_is_relevant_now_opens_a_case_and_each_publication_is_listed_once(house: House) -> None:
    officer = await house.signed_in(Role.WATCH_OFFICER)
    await assess(house, said("p1", "no"), said("p2", "unsure"), said("p3", "unsure"), said("p4", "no"))
    await assess(house, again("p1", "yes"), again("p2", "yes"), again("p3", "no"), again("p4", "unsure"))
    assert [bool(await told(house, id_)) for id_ in ("p1", "p2", "p3", "p4")] == [True, True, False, False]
    assert (await waiting(officer), await waiting(officer, "no")) == (["p4"], ["p3"])
    assert [len(await rows(house, id_)) for id_ in ("p1", "p2", "p3", "p4")] == [1, 1, 1, 1]
    (listed,) = (await officer.get(ADDRESS)).json()["items"]
    assert listed["model"] == "press-2"
    await assess(house, again("p1", "yes"))
    cases = await house.store.collection("cases").count_documents({})
    assert cases == 2, "nothing is opened twice"


async def test_what_is_old_opens_no_case_and_waits_for_whoever_takes_it_up(house: House) -> None:
    officer = await house.signed_in(Role.WATCH_OFFICER)
    await assess(house, said("old", "no"), again("old", "yes", days=30))
    assert await told(house, "old") == ""
    past = (await officer.get(ADDRESS, params={"relevance": "yes", "past": True})).raise_for_status().json()["items"]
    assert [one["publication_id"] for one in past] == ["old"]
    taken = await officer.post(f"{ADDRESS}/old/judge", json={"relevant": "yes"})
    assert taken.json()["case_id"] == await told(house, "old") != ""


async def test_what_an_officer_has_ruled_is_not_undone(house: House) -> None:
    officer = await house.signed_in(Role.WATCH_OFFICER)
    await assess(house, said("no", "unsure"), said("yes", "unsure"))
    refused = await officer.post(f"{ADDRESS}/no/judge", json={"relevant": "no", "reason": "Chuyện tỉnh khác"})
    taken = await officer.post(f"{ADDRESS}/yes/judge", json={"relevant": "yes"})
    assert (refused.status_code, taken.status_code) == (200, 200)
    case_id = taken.json()["case_id"]
    before = await house.store.collection("cases").find_one({"_id": case_id})
    await assess(house, again("no", "yes"), again("yes", "no"))
    assert await told(house, "no") == ""
    assert await waiting(officer, "yes") == [], "it waits for nobody: an officer has said what it is"
    assert await house.store.collection("cases").find_one({"_id": case_id}) == before
    judged = (await officer.get(ADDRESS, params={"relevance": "no", "judged": True})).json()["items"]
    assert [(one["publication_id"], one["verdict"]) for one in judged] == [("yes", "yes")]


async def test_a_case_whose_publication_is_doubted_says_so_and_goes_on(house: House) -> None:
    officer = await house.signed_in(Role.WATCH_OFFICER)
    await assess(house, said("open", "yes"), said("gone", "yes", title="Bài khác hẳn"))
    opened, gone = await told(house, "open"), await told(house, "gone")
    case = (await officer.get(f"{PREFIX}/cases/{gone}")).json()
    read = {"if-match": f'"{case["version"]}"'}
    order = {"reason": "Không phải chuyện lao động"}
    dismissed = await officer.post(f"{PREFIX}/cases/{gone}/dismiss", json=order, headers=read)
    assert dismissed.status_code == 200, dismissed.text
    await assess(house, again("open", "no"), again("gone", "no"))
    case = (await officer.get(f"{PREFIX}/cases/{opened}")).json()
    assert case["status"] == "verification-requested"
    lines = house.store.collection("timeline").find({"kind": "publication-doubted"})
    (line,) = [row async for row in lines]
    assert (line["case_id"], line["note"]) == (opened, "mô hình press-2 (trước là press-1), điểm 0,03")
    page = await officer.get(f"/cases/{opened}")
    assert "Máy đọc lại: bài có thể không liên quan" in page.text
    assert "Máy đọc lại, cho là có thể không liên quan: mô hình press-2" in page.text, "beside the publication too"
    after = (await officer.get(f"{PREFIX}/cases/{gone}")).json()
    assert after["status"] == "dismissed"


async def test_a_doubt_is_said_once_and_goes_when_the_machine_believes_again(house: House) -> None:
    await assess(house, said("p1", "yes"))
    for relevant in ("no", "no", "yes", "yes"):
        await assess(house, again("p1", relevant))
    lines = house.store.collection("timeline").find({"kind": {"$regex": "^publication-"}}).sort("step", 1)
    assert [row["kind"] async for row in lines] == ["publication-doubted", "publication-believed"]
    row = await house.store.collection("told").find_one({"_id": "p1"})
    assert row
    assert row["doubt"] == ""


async def test_a_doubt_is_said_in_the_case_that_people_merged_it_into(house: House) -> None:
    officer = await house.signed_in(Role.WATCH_OFFICER)
    await assess(house, said("p1", "yes"), said("p2", "yes", title="Bài khác hẳn"))
    left, stays = await told(house, "p1"), await told(house, "p2")
    case = (await officer.get(f"{PREFIX}/cases/{left}")).json()
    order = {"case_id": stays, "reason": "Cùng một việc"}
    read = {"if-match": f'"{case["version"]}"'}
    merged = await officer.post(f"{PREFIX}/cases/{left}/merge", json=order, headers=read)
    assert merged.status_code == 200, merged.text
    await assess(house, again("p1", "no"))
    line = await house.store.collection("timeline").find_one({"kind": "publication-doubted"})
    assert line
    assert (line["case_id"], line["publication_id"]) == (stays, "p1")


async def test_the_same_message_again_changes_nothing(house: House) -> None:
    await assess(house, said("p1", "yes"))
    doubt = again("p1", "no")
    await assess(house, doubt)
    await assess(house, doubt)
    assert await house.store.collection("timeline").count_documents({"kind": "publication-doubted"}) == 1
