"""The list of what the machine was not sure of, and an officer's verdict, on the real database."""

from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio
from tests.house import House, open_house
from tests.servers import LIVE, Corner

from casework.domain.roles import Role
from casework.http.api.app import PREFIX
from casework.store.ledger import MongoLedger
from casework.store.verdicts import sighting_of, whole_sighting
from casework.store.work import CaseworkWork
from casework.testing import a_sighting, the_means
from casework.usecases.following import follow_assessments
from shared.ops.ids import new_id
from shared.store.unit_of_work import UnitOfWork

pytestmark = LIVE


@pytest_asyncio.fixture(loop_scope="session")
async def house(corner: Corner) -> AsyncIterator[House]:
    async with open_house(corner.servers.mongod.url, corner.database.name) as house:
        yield house


async def assess(house: House, *ids: str, **other: Any) -> None:
    works = UnitOfWork(house.store, CaseworkWork, lambda: None)
    for name in ids:
        known: dict[str, Any] = {"relevant": "unsure", "score": 0.55, "title": f"Bài {name}"}
        sighting = a_sighting(message_id=new_id(), publication_id=name, **known | other)
        await follow_assessments([sighting], works, the_means(new_id), house.now)


async def test_an_unsure_sighting_keeps_all_that_a_case_is_opened_with() -> None:
    sighting = a_sighting(relevant="unsure", outlet_id="bao-lao-cai")
    kept = sighting_of(whole_sighting(sighting))
    assert kept.cause.correlation_id == sighting.cause.correlation_id
    for name in ("title", "medium", "published_at", "places", "place_names", "words", "signature", "outlet_id", "lead"):
        assert getattr(kept, name) == getattr(sighting, name)


async def test_the_unsure_wait_in_a_list_until_an_officer_has_said_what_they_are(house: House) -> None:
    await assess(house, "p1", "p2", "p3")
    await assess(house, "p4", relevant="no")
    officer = await house.signed_in(Role.WATCH_OFFICER)
    address = f"{PREFIX}/publications"

    async def waiting(**asked: Any) -> list[str]:
        answer = await officer.get(address, params=asked)
        return [one["publication_id"] for one in answer.raise_for_status().json()["items"]]

    assert await waiting(relevance="unsure") == ["p3", "p2", "p1"]
    first = (await officer.get(address, params={"limit": 2})).json()
    assert await waiting(limit=2, cursor=first["next"]) == ["p1"]

    yes = await officer.post(f"{address}/p1/judge", json={"relevant": "yes", "topic": "wage", "unit_id": "cd-sa-pa"})
    assert yes.status_code == 200, yes.text
    case = (await officer.get(f"{PREFIX}/cases/{yes.json()['case_id']}")).json()
    assert (case["topic"], case["unit"]["id"], case["status"]) == ("wage", "cd-sa-pa", "verification-requested")

    unexplained = await officer.post(f"{address}/p2/judge", json={"relevant": "no"})
    assert (unexplained.status_code, unexplained.json()["type"]) == (422, "urn:haichieu:problem:missing")
    no = await officer.post(f"{address}/p2/judge", json={"relevant": "no", "reason": "Chuyện tỉnh khác"})
    assert (no.json()["version"], no.json()["case_id"]) == (1, "")
    stale = await officer.post(f"{address}/p2/judge", json={"relevant": "yes"})
    assert stale.status_code == 412

    assert await waiting() == ["p3"]
    (judged,) = [
        one for one in (await officer.get(address, params={"judged": True})).json()["items"] if one["verdict"] == "no"
    ]
    assert (judged["publication_id"], judged["version"]) == ("p2", 1)
    ledger = MongoLedger(house.store)
    head = await ledger.head("publication/p2")
    assert head
    (entry,) = [entry.body async for entry in ledger.entries(head)]
    assert (entry["kind"], entry["reason"], entry["details"]["machine_relevant"]) == (
        "publication-judged",
        "Chuyện tỉnh khác",
        "unsure",
    )
    sent = house.store.collection("outbox").find({"topic": "casework.publication-judged.v1"})
    assert sorted([row["key"] async for row in sent]) == ["p1", "p2"]

    back = await officer.post(f"{address}/p2/judge", json={"relevant": "unsure", "version": 1})
    assert (back.status_code, back.json()["version"]) == (200, 2)
    assert await waiting() == ["p3", "p2"], "it waits again"
    assert [one["verdict"] for one in (await officer.get(address)).json()["items"]] == ["", "unsure"]


async def test_what_the_machine_said_no_to_can_be_overruled(house: House) -> None:
    await assess(house, "p9", relevant="no", score=0.1)
    officer = await house.signed_in(Role.WATCH_OFFICER)
    listed = (await officer.get(f"{PREFIX}/publications", params={"relevance": "no"})).json()["items"]
    assert [one["publication_id"] for one in listed] == ["p9"]
    yes = await officer.post(f"{PREFIX}/publications/p9/judge", json={"relevant": "yes"})
    assert yes.status_code == 200, yes.text
    assert yes.json()["case_id"]
