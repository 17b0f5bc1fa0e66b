"""All letters on one page: who may see which, the filters, what is left of the recipient's time."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
import pytest_asyncio
from tests.browser import Desk
from tests.house import OTHER, OWN, House, open_house
from tests.integration.letters_to_step import add_letter
from tests.servers import LIVE, Corner

from casework.domain.roles import Role
from casework.store.letters import LETTERS

pytestmark = LIVE

LINK = re.compile(r'<td class="title"><a href="/letters/([^"]+)">')
EDIT, ISSUED = "POST /letters/{letter_id}/edit", "POST /letters/{letter_id}/receive"


@pytest_asyncio.fixture(loop_scope="session")
async def house(corner: Corner) -> AsyncIterator[House]:
    async with open_house(corner.servers.mongod.url, corner.database.name) as house:
        yield house


async def some(house: House) -> None:
    late, soon = house.now - timedelta(days=2, hours=1), house.now + timedelta(days=2, hours=1)
    await house.add_case("c1", OWN, clocks=[clock(late, "overdue")], title="Nợ lương")
    await house.add_case("c2", OTHER, clocks=[clock(soon, "running")], title="Bữa ăn ca")
    await house.add_case("c3", OTHER, "confidential", title="Việc kín")
    for case_id, route in (("c1", ISSUED), ("c2", ISSUED), ("c3", EDIT)):
        await add_letter(house, case_id, route)


def clock(due_at: Any, state: str) -> dict[str, Any]:
    return {"rule_id": "INT_VERIFY", "about": "", "state": state, "due_at": due_at}


async def listed(desk: Desk, **asked: str) -> list[str]:
    return sorted(LINK.findall(await desk.page(f"/van-ban?{urlencode(asked)}")))


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (Role.LEADER, ["letter-c1", "letter-c2", "letter-c3"]),
        (Role.WATCH_OFFICER, ["letter-c1", "letter-c2"]),
        (Role.UNIT_OFFICER, ["letter-c1"]),
    ],
)
async def test_everybody_sees_the_letters_of_the_cases_that_they_may_see(
    house: House, role: Role, seen: list[str]
) -> None:
    await some(house)
    assert await listed(Desk(await house.signed_in(role))) == seen


async def test_each_filter_narrows_and_the_days_left_are_told(house: House) -> None:
    await some(house)
    leader = Desk(await house.signed_in(Role.LEADER))
    page = await leader.page("/van-ban")
    assert "quá 2 ngày" in page
    assert "còn 2 ngày" in page
    assert await listed(leader, **{"trang-thai": "drafted"}) == ["letter-c3"]
    assert await listed(leader, loai="verification", so="01/") == ["letter-c1", "letter-c2"]
    assert await listed(leader, loai="copy") == []
    assert await listed(leader, han="overdue") == ["letter-c1"]
    assert await listed(leader, han="soon") == ["letter-c2"]
    assert await listed(leader, han="none") == ["letter-c3"]
    row = await house.store.collection(LETTERS).find_one({"_id": "letter-c1"})
    assert row is not None
    word = row["printed"]["to"][0].split()[-1]
    assert len(await listed(leader, **{"noi-nhan": word})) == 3
    assert await listed(leader, **{"noi-nhan": "zzz"}) == []
    assert "Bỏ lọc để xem tất cả" in await leader.page("/van-ban?noi-nhan=zzz")
    assert len(await listed(leader, loai="khong-co", han="bịa", trang="chữ")) == 3, "what is no choice narrows nothing"


async def test_there_is_a_page_before_any_letter_and_behind_the_last(house: House) -> None:
    leader = Desk(await house.signed_in(Role.LEADER))
    assert "Chưa có văn bản nào" in await leader.page("/van-ban")
    await some(house)
    assert "Không còn văn bản nào sau đó" in await leader.page("/van-ban?trang=9")
