"""A case is opened by a person, over the API and on the console, on the real MongoDB."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from tests.forms import forms_of
from tests.house import OWN, House
from tests.servers import LIVE

from casework.audit.entry import case_chain
from casework.domain.roles import Role
from casework.http.api.app import PREFIX
from casework.store.audit import ENTRIES, SISTER
from shared.ops.ids import new_id

pytestmark = LIVE

BROWSER = {"accept": "text/html", "sec-fetch-site": "same-origin", "origin": "http://console.test"}
CALL = {
    "title": "Công nhân báo qua điện thoại: bếp ăn mất vệ sinh",
    "says": "Người gọi nói 12 công nhân đau bụng sau bữa trưa.",
    "outlet_name": "Đường dây nóng",
    "medium": "phone",
}


async def open_case(client: httpx.AsyncClient, *, key: str = "", **other: Any) -> httpx.Response:
    headers = {"idempotency-key": key} if key else {}
    return await client.post(f"{PREFIX}/cases", json=CALL | other, headers=headers)


async def test_it_is_a_case_like_any_other_but_for_who_opened_it(house: House) -> None:
    watch = await house.signed_in(Role.WATCH_OFFICER)
    said_at = house.now - timedelta(hours=3)
    answer = await open_case(watch, unit_id=OWN, topic="welfare", published_at=said_at.isoformat(), reason="Gọi đến")
    assert (answer.status_code, answer.headers["etag"]) == (201, '"2"'), answer.text
    case = answer.json()
    assert answer.headers["location"] == f"{PREFIX}/cases/{case['id']}"
    assert (case["status"], case["unit"]["id"], case["topic"], case["publications"]) == (
        "verification-requested",
        OWN,
        "welfare",
        1,
    )
    assert [(clock["rule_id"], clock["state"]) for clock in case["clocks"]] == [("INT_VERIFY", "running")]
    (told,) = (await watch.get(f"{answer.headers['location']}/publications")).json()["items"]
    assert (told["outlet"], told["medium"], told["says"], told["address"]) == (
        "Đường dây nóng",
        "phone",
        CALL["says"],
        "",
    )
    lines = (await watch.get(f"{answer.headers['location']}/timeline")).json()["items"]
    assert [(line["kind"], line["role"], line["reason"]) for line in lines] == [
        ("opened", "watch-officer", "Gọi đến"),
        ("notice-requested", "watch-officer", "Gọi đến"),
    ]
    entries = house.store.collection(ENTRIES, SISTER).find({"chain": case_chain(case["id"])}).sort("seq", 1)
    assert [(row["kind"], row["role"]) async for row in entries] == [
        ("opened", "watch-officer"),
        ("notice-requested", "watch-officer"),
    ]
    posted = house.store.collection("outbox").find({"topic": "casework.notice-requested.v1", "key": case["id"]})
    assert len([row async for row in posted]) == 1


async def test_the_places_propose_the_unit(house: House) -> None:
    watch = await house.signed_in(Role.WATCH_OFFICER)
    unit = next(body for body in house.desk.means().directory if body.id == OWN)
    proposed = (await open_case(watch, places=[sorted(unit.places)[0]])).json()
    nowhere = (await open_case(watch, places=["Hà Nội"])).json()
    assert (proposed["unit"]["id"], nowhere["unit"]["kind"]) == (OWN, "provincial")


async def test_sent_again_with_its_key_there_is_one_case(house: House) -> None:
    watch, key = await house.signed_in(Role.WATCH_OFFICER), new_id()
    first, again = [await open_case(watch, key=key) for _ in range(2)]
    assert first.json()["id"] == again.json()["id"]
    await house.store.collection("answers").delete_many({})
    assert (await open_case(watch, key=key)).json()["id"] == first.json()["id"], "its answer was lost, its effect not"


@pytest.mark.parametrize(
    ("wrong", "status", "told"),
    [
        ({"says": "  "}, 422, "Thiếu nội dung"),
        ({"address": "javascript:alert(1)"}, 422, "Phải là một địa chỉ http"),
        ({"medium": "rumour"}, 422, "body.medium"),
        ({"unit_id": "khong-co"}, 422, "danh bạ"),
        ({"published_at": "2099-01-01T00:00:00+07:00"}, 422, "tương lai"),
        ({"level": "confidential"}, 403, "nhờ lãnh đạo"),
    ],
)
async def test_what_cannot_be_is_refused_with_the_cure(house: House, wrong: Any, status: int, told: str) -> None:
    watch = await house.signed_in(Role.WATCH_OFFICER)
    before = await house.store.collection("cases").count_documents({})
    answer = await open_case(watch, **wrong)
    assert (answer.status_code, told in answer.text) == (status, True), answer.text
    assert await house.store.collection("cases").count_documents({}) == before


async def test_a_leader_opens_one_that_only_leaders_see(house: House) -> None:
    leader, watch = await house.signed_in(Role.LEADER), await house.signed_in(Role.WATCH_OFFICER)
    address = (await open_case(leader, level="confidential")).headers["location"]
    assert (await leader.get(address)).status_code == 200
    assert (await watch.get(address)).status_code == 404


async def test_the_console_offers_the_form_takes_it_and_shows_the_case(house: House) -> None:
    watch = await house.signed_in(Role.WATCH_OFFICER)
    watch.headers.pop("x-csrf-token")
    assert 'href="/lap-ho-so"' in (await watch.get("/", headers=BROWSER)).text
    form = forms_of((await watch.get("/lap-ho-so", headers=BROWSER)).text)["lap-ho-so"]
    assert form.required == {"title", "says", "outlet_name", "medium"}
    given = form.values | CALL | {"published_at": "2026-01-05T09:30", "places": "Phường Cam Đường\r\nXã Bát Xát"}
    wrong = await watch.post("/lap-ho-so", data=given | {"address": "bao giay"}, headers=BROWSER)
    assert wrong.status_code == 422
    kept = forms_of(wrong.text)["lap-ho-so"].values
    assert (kept["says"], kept["places"].splitlines()) == (CALL["says"], ["Phường Cam Đường", "Xã Bát Xát"])
    first, second = [await watch.post("/lap-ho-so", data=given, headers=BROWSER) for _ in range(2)]
    assert (first.status_code, first.headers["location"]) == (303, second.headers["location"])
    page = (await watch.get(first.headers["location"], headers=BROWSER)).text
    for told in (CALL["title"], CALL["says"], "điện thoại", "Phường Cam Đường, Xã Bát Xát", "05/01/2026"):
        assert told in page
    assert CALL["title"] in (await watch.get("/", headers=BROWSER)).text


@pytest.mark.parametrize("role", [Role.VIEWER, Role.UNIT_OFFICER, Role.SPOKESPERSON])
async def test_who_may_not_is_not_offered_it(house: House, role: Role) -> None:
    client = await house.signed_in(role)
    assert "/lap-ho-so" not in (await client.get("/", headers=BROWSER)).text
    assert (await client.get("/lap-ho-so", headers=BROWSER)).status_code == 403


@pytest.mark.parametrize("said_at", ["1219-09-01T22:45:01Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59+14:00"])
async def test_a_time_that_no_event_can_carry_is_refused(house: House, said_at: str) -> None:
    watch = await house.signed_in(Role.WATCH_OFFICER)
    answer = await open_case(watch, published_at=said_at)
    assert answer.status_code == 422, answer.text
