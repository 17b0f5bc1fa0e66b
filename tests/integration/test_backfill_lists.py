"""Lists of the past: large, many, stopped in the middle; against a real database and a real outlet."""

import json
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from tests.integration.past_house import PAGES, House, open_archive, open_past, sitemap
from tests.outlets import Outlet, page
from tests.servers import LIVE, Corner
from tests.waiting import holds

from ingest.backfill import store
from ingest.backfill.job import LIST, PAGE
from ingest.backfill.lists import begin, item_at
from ingest.backfill.store import BackfillWork, MongoBackfills
from shared.ops.clock import system_clock
from shared.store.unit_of_work import UnitOfWork

pytestmark = LIVE


@pytest_asyncio.fixture(loop_scope="session")
async def outlet() -> AsyncIterator[Outlet]:
    async with open_archive() as outlet:
        yield outlet


@pytest_asyncio.fixture(loop_scope="session")
async def house(corner: Corner, outlet: Outlet, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    async with open_past(corner, outlet, monkeypatch) as house:
        yield house


async def test_what_was_stopped_goes_on_when_it_is_asked_for_again(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await house.say("backfill", "nguon", "--no-wait") == 0
    assert await house.say("backfill", "nguon", "--stop") == 0
    capsys.readouterr()
    async with house.visiting():
        assert await house.say("backfill", "nguon") == 0
    assert json.loads(capsys.readouterr().out) == {"read": 2, "captured": PAGES, "gone": 1}


async def test_a_list_that_is_in_hand_when_its_job_is_stopped_brings_nothing(house: House) -> None:
    job, (item,) = begin(house.source, [(LIST, house.source.section)], (None, None), system_clock())
    past, works = MongoBackfills(house.store), UnitOfWork(house.store, BackfillWork, lambda: None)
    await past.begin(job, [item])
    assert await past.stop(job.id, system_clock()) == 1
    async with works.once(()) as work:
        assert not await work.listed(job.id, [item_at(job.id, PAGE, "https://bao.example/1")], 0, system_clock())
        await work.later({item.id: system_clock()})
    assert (await past.progress(job.id)).ended == {"stopped": 1}
    assert await past.next_due() is None


async def test_an_index_of_large_months_is_got_past(house: House, outlet: Outlet) -> None:
    """No transaction holds more than a portion: twenty months at once were too much for what MongoDB keeps at hand."""
    months = [f"{outlet.url}/thang/{n}.xml" for n in range(3)]
    for n, month in enumerate(months):
        listed = (f"https://bao.example/{n}/{page}" for page in range(3_000))
        outlet.pages[month.removeprefix(outlet.url)] = page(sitemap(*listed), "application/xml")
    job, items = begin(house.source, [(LIST, month) for month in months], (None, None), system_clock())
    past = MongoBackfills(house.store)
    await past.begin(job, items)
    claimed = await past.claim(system_clock(), system_clock(), 20)
    assert claimed
    assert len(claimed[1]) == 2, "a claim holds no more lists than are done before it runs out"

    async def listed() -> bool:
        return (await past.progress(job.id)).known == 9_003

    async with house.visiting():
        await holds(listed, "all months are taken down")
    assert house.corner.database["backfills"].find_one({"_id": job.id})["portions"] >= 9


async def test_more_lists_than_a_job_may_have_are_said(
    house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    job, items = begin(house.source, [(LIST, house.source.section)], (None, None), system_clock())
    monkeypatch.setattr(store, "LISTS", 3)
    await MongoBackfills(house.store).begin(job, items)
    lists = [item_at(job.id, LIST, f"https://bao.example/{n}.xml") for n in range(5)]
    for _ in range(2):
        async with UnitOfWork(house.store, BackfillWork, lambda: None).once(()) as work:
            assert await work.listed(job.id, lists[:4], 0, system_clock())
            await work.ended({item.id: "read" for item in (*items, *lists)})
        monkeypatch.setattr(store, "LISTS", 4)
    assert await house.say("backfill", "nguon") == 1
    told = capsys.readouterr()
    assert json.loads(told.out) == {"read": 5, "over the limit": 1}
    assert "1 addresses were listed and are not taken" in told.err
