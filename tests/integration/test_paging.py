"""Lists page by page: nothing twice, nothing left out, whatever comes in meanwhile; and only what may be seen."""

import base64
import json
from typing import Any

import httpx
import pytest
import pytest_asyncio
from tests.house import OTHER, OWN, House
from tests.servers import LIVE

from casework.domain.roles import Role
from casework.http.api.app import PREFIX

pytestmark = LIVE

CASES = f"{PREFIX}/cases"


async def walk(client: httpx.AsyncClient, path: str, **query: Any) -> list[dict[str, Any]]:
    rows, cursor = [], {}
    while cursor is not None:
        page = (await client.get(path, params=query | cursor)).raise_for_status().json()
        rows += page["items"]
        cursor = {"cursor": page["next"]} if page["next"] else None
    return rows


@pytest_asyncio.fixture(scope="module", loop_scope="session", autouse=True)
async def _cases(house: House) -> None:
    for number in range(10, 17):
        await house.add_case(f"c{number}", OWN if number % 2 else OTHER, topic="strike" if number > 13 else "wage")
    await house.add_case("c20", OWN, "restricted", title="Điều kiện làm việc ở Lào Cai")
    await house.add_case("c21", OTHER, "confidential")


async def test_a_walk_sees_each_row_once_though_rows_are_added_on_the_way(house: House) -> None:
    leader = await house.signed_in(Role.LEADER)
    first = (await leader.get(CASES, params={"limit": 3})).json()
    assert [case["id"] for case in first["items"]] == ["c21", "c20", "c16"]
    await house.add_case("c90")
    second = (await leader.get(CASES, params={"limit": 3, "cursor": first["next"]})).json()
    assert [case["id"] for case in second["items"]] == ["c15", "c14", "c13"]
    await house.store.collection("cases").delete_one({"_id": "c90"})


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (Role.VIEWER, {"c10", "c11", "c12", "c13", "c14", "c15", "c16"}),
        (Role.SERVICE, {"c10", "c11", "c12", "c13", "c14", "c15", "c16"}),
        (Role.WATCH_OFFICER, {"c10", "c11", "c12", "c13", "c14", "c15", "c16", "c20"}),
        (Role.UNIT_OFFICER, {"c11", "c13", "c15", "c20"}),
        (Role.AUDITOR, {"c10", "c11", "c12", "c13", "c14", "c15", "c16", "c20", "c21"}),
    ],
)
async def test_a_list_holds_what_its_reader_may_see(house: House, role: Role, seen: set[str]) -> None:
    client = await house.signed_in(role)
    assert {case["id"] for case in await walk(client, CASES, limit=2)} == seen
    asked_for_others = await walk(client, CASES, limit=2, unit=OTHER)
    assert {case["id"] for case in asked_for_others} <= seen


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"topic": "strike"}, ["c16", "c15", "c14"]),
        ({"unit": OTHER, "topic": "wage"}, ["c21", "c12", "c10"]),
        ({"status": "closed"}, []),
        ({"text": "điều kiện"}, ["c20"]),
        ({"text": "dieu kien LAO"}, []),
        ({"text": "kien viec"}, ["c20"]),
        ({"text": '"\\ $where'}, []),
        ({"text": "   "}, ["c21", "c20", "c16", "c15", "c14", "c13", "c12", "c11", "c10"]),
    ],
)
async def test_filters_narrow_the_list(house: House, query: dict[str, str], found: list[str]) -> None:
    leader = await house.signed_in(Role.LEADER)
    assert [case["id"] for case in await walk(leader, CASES, **query)] == found


async def test_timeline_and_publications_are_walked_in_their_order(house: House) -> None:
    leader = await house.signed_in(Role.LEADER)
    lines = await walk(leader, f"{CASES}/c10/timeline", limit=2)
    assert [line["id"] for line in lines] == ["c10:p1:0", "c10:p1:1", *(f"c10:{version:08d}" for version in range(3))]
    assert lines[0]["at"].endswith("+07:00")
    told = await walk(leader, f"{CASES}/c10/publications", limit=1)
    assert [one["number"] for one in told] == [1, 2, 3]


def forged(place: object, digest: str = "") -> str:
    return base64.urlsafe_b64encode(json.dumps([digest, place]).encode()).decode().rstrip("=")


async def test_a_cursor_goes_on_only_in_the_list_it_came_from(house: House) -> None:
    leader = await house.signed_in(Role.LEADER)
    page = (await leader.get(CASES, params={"limit": 2, "topic": "wage"})).json()
    digest = json.loads(base64.urlsafe_b64decode(page["next"] + "=="))[0]
    for cursor in (page["next"], "x", "%00", "ă", forged("c10"), forged({"$gt": ""}, digest), forged(None, digest)):
        answer = await leader.get(CASES, params={"limit": 2, "cursor": cursor})
        assert (answer.status_code, answer.json()["type"]) == (422, "urn:haichieu:problem:bad-cursor"), cursor


async def test_whoever_has_a_version_already_is_not_sent_it_again(house: House) -> None:
    leader = await house.signed_in(Role.LEADER)
    first = await leader.get(f"{CASES}/c10")
    assert first.headers["etag"] == '"2"'
    again = await leader.get(f"{CASES}/c10", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert (await leader.get(f"{CASES}/c10", headers={"if-none-match": '"1"'})).status_code == 200
