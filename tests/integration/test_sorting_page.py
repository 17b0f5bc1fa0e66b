"""What the machine was not sure of, sorted at a page: one press, the next one, and back again."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest_asyncio
from tests.browser import Desk
from tests.forms import all_forms
from tests.house import House, open_house
from tests.integration.test_publications_judged import assess
from tests.servers import LIVE, Corner

from casework.domain.roles import Role
from casework.http.sorting.words import READY

pytestmark = LIVE

CURRENT = re.compile(r'<h2 id="bai"[^>]*>(.*?)</h2>')
PAGE = "/chua-chac"


@pytest_asyncio.fixture(loop_scope="session")
async def house(corner: Corner) -> AsyncIterator[House]:
    async with open_house(corner.servers.mongod.url, corner.database.name) as house:
        yield house


async def officer_of(house: House, role: Role = Role.WATCH_OFFICER) -> Desk:
    return Desk(await house.signed_in(role))


def current(page: str) -> str:
    return re.sub("<[^>]+>", "", CURRENT.findall(page)[0])


async def press(desk: Desk, word: str, page: str = PAGE, **typed: str) -> httpx.Response:
    return await desk.fill(page, word, **typed)


async def followed(desk: Desk, answer: httpx.Response) -> str:
    assert answer.status_code == 303, answer.text
    return await desk.page(answer.headers["location"])


async def test_one_press_judges_and_the_next_one_is_shown(house: House) -> None:
    await assess(house, "p1", "p2", "p3", title="Công nhân <b>kêu</b>", lead="Nợ lương ba tháng.")
    await assess(house, "p4", title="Bài p4")
    officer = await officer_of(house)
    first = await officer.page(PAGE)
    assert current(first) == "Bài p4"
    assert "4 bài máy không quyết được" in first
    after = await followed(officer, await press(officer, "khong-lien-quan", san="2"))
    assert "không liên quan</strong>: “Bài p4”" in after
    assert READY["2"] in after.partition('id="vua"')[2]
    assert "<mark>Công nhân</mark> &lt;b&gt;kêu" in after, "why, and nobody's markup"
    assert "<mark>Nợ lương</mark> ba tháng." in after
    yes = await press(officer, "lien-quan", topic="wage", unit_id="cd-sa-pa")
    shown = await followed(officer, yes)
    (case,) = [row async for row in house.store.collection("cases").find({})]
    assert (case["topic"], case["unit"]["id"]) == ("wage", "cd-sa-pa")
    assert f'<a href="/cases/{case["_id"]}">Mở hồ sơ</a>' in shown
    assert "2 bài máy không quyết được" in shown
    assert "2 bài chờ xem" in await officer.page("/")


async def test_a_no_is_undone_and_waits_where_it_was(house: House) -> None:
    await assess(house, "p1", "p2")
    officer = await officer_of(house)
    answer = await press(officer, "khong-lien-quan", reason="Nhầm tên địa danh")
    assert current(await followed(officer, answer)) == "Bài p1"
    (undo,) = [form for form in all_forms(await officer.page(PAGE)) if form.action.endswith("hoan-tac")]
    shown = await followed(officer, await officer.send(undo))
    assert current(shown) == "Bài p2"
    assert "đã hoàn tác" in shown.partition('id="vua"')[2]
    again = await press(officer, "khong-lien-quan", san="1")
    assert again.status_code == 303, "judged anew, from the version that was taken back"
    verdict = await house.store.collection("verdicts").find_one({"_id": "p2"})
    assert verdict is not None
    assert (verdict["version"], verdict["reason"]) == (3, READY["1"])


async def test_a_no_without_a_reason_and_a_press_that_comes_second_are_told_in_words(house: House) -> None:
    await assess(house, "p1", "p2")
    officer, slower = await officer_of(house), await officer_of(house)
    empty = await press(officer, "khong-lien-quan")
    assert (empty.status_code, "Thiếu lý do bài không liên quan" in empty.text) == (422, True)
    assert current(empty.text) == "Bài p2"
    late = await slower.form(PAGE, "khong-lien-quan")
    await press(officer, "khong-lien-quan", san="1")
    second = await slower.send(late, san="3")
    assert (second.status_code, "Người khác vừa đánh giá" in second.text) == (412, True)
    assert current(second.text) == "Bài p1", "nothing is left to judge there, the next one is"


async def test_later_goes_on_to_the_next_and_the_end_begins_again(house: House) -> None:
    await assess(house, "p1", "p2")
    officer = await officer_of(house)
    page = await officer.page(PAGE)
    (later,) = re.findall(r'<a href="([^"]+)" accesskey="b">', page)
    second = await officer.page(later)
    assert current(second) == "Bài p1"
    (later,) = re.findall(r'<a href="([^"]+)" accesskey="b">', second)
    assert current(await officer.page(later)) == "Bài p2"


async def test_nobody_waits_and_not_everybody_may(house: House) -> None:
    officer = await officer_of(house)
    empty = await officer.page(PAGE)
    assert "Không còn bài nào chờ xem" in empty
    assert "/chua-chac" in empty.partition("</header>")[0]
    assert await (await officer_of(house, Role.UNIT_OFFICER)).status(PAGE) == 403
    assert (await officer.client.get(f"{PAGE}/p1/lien-quan")).headers["location"] == PAGE
