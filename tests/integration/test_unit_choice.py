"""A case whose unit is not certain: people choose on its page; a hand-opened case is found by later copies."""

from typing import Any

from tests.browser import Desk
from tests.forms import all_forms
from tests.house import House
from tests.integration.test_opening_by_hand import open_case
from tests.servers import LIVE

from casework.domain.roles import Role
from casework.http.api.app import PREFIX
from casework.store.work import CaseworkWork
from casework.testing import a_sighting
from casework.usecases.following import follow_assessments
from shared.ops.ids import new_id
from shared.store.unit_of_work import UnitOfWork
from shared.text.signature import signature

pytestmark = LIVE

TOLD = "Người gọi nói mười hai công nhân bếp ăn ca đau bụng sau bữa trưa, công ty chưa báo công đoàn phường."
BOTH = {"places": ("03006", "02671"), "place_names": ("Phường Sa Pa", "Phường Cam Đường"), "relevant": "yes"}


async def assess(house: House, publication_id: str, **other: Any) -> None:
    """By the whole directory."""
    works = UnitOfWork(house.store, CaseworkWork, lambda: None)
    sighting = a_sighting(message_id=new_id(), publication_id=publication_id, **other)
    await follow_assessments([sighting], works, house.desk.means(), house.now)


async def case_of(house: House, publication_id: str) -> dict[str, Any]:
    told = await house.store.collection("told").find_one({"_id": publication_id})
    assert told is not None
    row: dict[str, Any] | None = await house.store.collection("cases").find_one({"_id": told["case_id"]})
    assert row is not None
    return row


async def notices(house: House, case_id: str) -> int:
    posted = house.store.collection("outbox").find({"topic": "casework.notice-requested.v1", "key": case_id})
    return len([row async for row in posted])


async def test_one_press_gives_a_case_to_the_unit_that_was_proposed(house: House) -> None:
    await assess(house, "u1", **BOTH)
    case = await case_of(house, "u1")
    assert (case["question"], case["unit"]["kind"]) == ("several", "provincial")
    officer, page = Desk(await house.signed_in(Role.WATCH_OFFICER)), f"/cases/{case['_id']}"
    assert "Chưa rõ đơn vị, chờ chọn" in (await officer.page("/"))
    shown = await officer.page(page)
    assert "2 đơn vị có thể phụ trách" in shown
    assert "Phường Sa Pa thuộc địa bàn của đơn vị" in shown
    forms = [form for form in all_forms(shown) if form.action.partition("#")[0].endswith("/assign")]
    assert forms[-1].options["unit_id"][1:3] == ["cd-sa-pa", "cd-cam-duong"], "proposed ones first in the long list"
    assert (await officer.send(forms[1])).status_code == 303
    after = await case_of(house, "u1")
    assert (after["unit"]["id"], after.get("question"), await notices(house, case["_id"])) == ("cd-cam-duong", None, 2)
    assert "Chưa rõ đơn vị" not in (await officer.page(page)).partition('id="dong"')[0]


async def test_the_federation_keeps_one_and_nobody_is_asked_again(house: House) -> None:
    await assess(house, "u2", places=(), place_names=(), relevant="yes")
    case = await case_of(house, "u2")
    assert case["question"] == "unknown"
    officer, page = Desk(await house.signed_in(Role.WATCH_OFFICER)), f"/cases/{case['_id']}"
    viewer = Desk(await house.signed_in(Role.VIEWER))
    assert "Cán bộ theo dõi báo chí hoặc lãnh đạo chọn." in await viewer.page(page)
    stale = await officer.form(page, "keep-unit")
    assert (await officer.send(stale)).status_code == 303
    after = await case_of(house, "u2")
    assert (after["unit"], after["clocks"], after.get("question")) == (case["unit"], case["clocks"], None)
    assert await notices(house, case["_id"]) == 1
    assert "Giữ đơn vị đang có hồ sơ" in await officer.page(page)
    client = await house.signed_in(Role.WATCH_OFFICER)
    tag = f'"{after["version"]}"'
    again = await client.post(f"{PREFIX}/cases/{case['_id']}/keep-unit", json={}, headers={"if-match": tag})
    assert (again.status_code, "đã được chọn" in again.text) == (422, True)


async def test_by_hand_places_are_found_as_people_write_them_and_sectors_count(house: House) -> None:
    watch = await house.signed_in(Role.WATCH_OFFICER)
    named = (await open_case(watch, places=["cam duong", "tổ 5"])).json()
    assert (named["unit"]["id"], named["place_names"]) == ("cd-cam-duong", ["Phường Cam Đường", "tổ 5"])
    parks = (await open_case(watch, says="Công nhân khu công nghiệp gọi tới.", places=["2671"])).json()
    assert (parks["unit"]["id"], parks["question"]) == ("ban-cd-kcn", "")
    unclear = (await open_case(watch, places=["Sa Pa", "Cam Đường"])).json()
    assert [one["unit_id"] for one in unclear["proposals"]] == ["cd-sa-pa", "cd-cam-duong"]
    chosen = (await open_case(watch, places=["Sa Pa", "Cam Đường"], unit_id="cd-lao-cai")).json()
    assert (chosen["unit"]["id"], chosen["question"]) == ("cd-lao-cai", "")


async def test_an_article_with_the_words_of_a_hand_opened_case_joins_it(house: House) -> None:
    watch, leader = await house.signed_in(Role.WATCH_OFFICER), await house.signed_in(Role.LEADER)
    opened = (await open_case(watch, says=TOLD)).json()
    await assess(house, "h1", relevant="yes", encoded_signature=signature(TOLD.upper()))
    assert (await case_of(house, "h1"))["_id"] == opened["id"]
    other = TOLD.replace("mười hai", "hai mươi").replace("bếp ăn ca", "xưởng may phía nam")
    secret = (await open_case(leader, says=other, level="confidential")).json()
    await assess(house, "h2", relevant="yes", encoded_signature=signature(other))
    assert (await case_of(house, "h2"))["_id"] != secret["id"], "what few may see gathers nothing by itself"
