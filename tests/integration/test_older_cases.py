"""Cases of before their words and next time limit were kept are found by both; a kill in between loses nothing."""

from collections.abc import AsyncIterator

import pytest_asyncio
from tests.house import House, open_house
from tests.servers import LIVE, Corner

from casework.domain.roles import Role
from casework.store.older_cases import NAME, OlderCases
from casework.store.work import DONE

pytestmark = LIVE


@pytest_asyncio.fixture(loop_scope="session")
async def house(corner: Corner) -> AsyncIterator[House]:
    async with open_house(corner.servers.mongod.url, corner.database.name) as house:
        yield house


async def test_they_are_found_once_and_what_somebody_changed_stays(house: House) -> None:
    cases = house.store.collection("cases")
    for number in range(5):
        await house.add_case(f"c{number}", title=f"Bữa ăn ca {number}")
    await cases.update_many({}, {"$unset": {"words": "", "next_due_at": ""}})
    await cases.update_one({"_id": "c4"}, {"$set": {"words": ["của", "tôi"], "next_due_at": None}})
    officer = await house.signed_in(Role.WATCH_OFFICER)

    async def found() -> int:
        page = (await officer.get("/?tim=bua+an", headers={"accept": "text/html"})).text
        return page.count('<td class="title">')

    assert await found() == 0
    assert await OlderCases(house.store, 2).page() is False
    assert await found() == 2, "a process that is killed here has left its place"
    following = OlderCases(house.store, 2)
    assert [await following.page(), await following.page()] == [False, True]
    assert await found() == 4
    row = await cases.find_one({"_id": "c4"})
    assert row is not None
    assert row["words"] == ["của", "tôi"]
    assert "at" in (await house.store.collection(DONE).find_one({"_id": NAME}) or {})
    await cases.update_one({"_id": "c0"}, {"$unset": {"words": ""}})
    assert await following.page() is True
    assert await found() == 3, "what is done is not looked at again"
