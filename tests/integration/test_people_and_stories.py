"""What officers do to cases, heard by classify: both on the real MongoDB, the events as casework has written them."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
import pytest_asyncio
from tests.house import House
from tests.integration.test_stories import AT, TTL, Relevant, Replicas
from tests.invented import Event
from tests.servers import LIVE, Corner
from tests.unit.casework.life.test_splitting import alike

from casework.domain.roles import Role
from casework.http.api.app import PREFIX
from casework.store.work import CaseworkWork
from casework.testing import a_sighting
from casework.usecases.following import follow_assessments
from classify.domain import AssessPublication
from classify.handlers import on_cases_changed
from classify.routing import Units
from classify.story_keeper import StoryKeeper
from classify.testing import a_publication
from classify.usecases import assess_publications
from shared.cause import Cause
from shared.contracts.casework import CaseChangedV1
from shared.messaging.arrivals import Arrival
from shared.messaging.testing import a_record
from shared.ops.ids import new_id
from shared.store.unit_of_work import UnitOfWork

pytestmark = LIVE


class Province:
    """Casework's database and console, classify's database, and what is carried from the one to the other."""

    def __init__(self, house: House, watch: httpx.AsyncClient, replicas: Replicas) -> None:
        self.house, self.watch, self.replicas = house, watch, replicas
        self.works = UnitOfWork(house.store, CaseworkWork, lambda: None)
        self.salt = int(new_id()[-6:], 16)
        self.heard = 0

    async def publish(self, event: int, hours: float = 0, version: int = 0) -> str:
        """An article about this event, judged and told by a case; its id."""
        id_, report = new_id(), Event(event).report(version)
        at = AT - timedelta(days=3) + timedelta(hours=hours)
        publication = a_publication(id=id_, title=report.title, text=report.text, published_at=at)
        command = AssessPublication(new_id(), Cause(id_, new_id()), publication)
        await assess_publications([command], self.replicas.kit.work, Relevant(), Units(()), AT)
        signature = alike(1, self.salt + 1_000 * event)
        sighting = a_sighting(message_id=new_id(), publication_id=id_, encoded_signature=signature)
        await follow_assessments([sighting], self.works, self.house.desk.means(), self.house.now)
        return id_

    async def case_of(self, publication: str) -> str:
        row = await self.house.store.collection("told").find_one({"_id": publication})
        return str(row["case_id"]) if row else ""

    async def order(self, home: str, command: str, **given: Any) -> None:
        path = f"{PREFIX}/cases/{home}"
        version = (await self.watch.get(path)).raise_for_status().json()["version"]
        headers = {"if-match": f'"{version}"'}
        answer = await self.watch.post(f"{path}/{command}", json={"reason": "Đã đọc kỹ"} | given, headers=headers)
        answer.raise_for_status()
        self.house.now += timedelta(minutes=1)

    async def changes(self) -> list[Arrival[CaseChangedV1]]:
        """What casework has announced since it was last asked."""
        rows = self.house.store.collection("outbox").find({"topic": CaseChangedV1.TOPIC}).sort("_id", 1)
        events = [CaseChangedV1.model_validate_json(row["body"]) async for row in rows]
        fresh, self.heard = events[self.heard :], len(events)
        return [Arrival(event, a_record(event.TOPIC, b"")) for event in fresh]

    async def hear(self, arrivals: list[Arrival[CaseChangedV1]]) -> None:
        await on_cases_changed(self.replicas.kit.work)(arrivals)

    async def settled(self, keeper: StoryKeeper) -> list[set[str]]:
        while await keeper.look():
            pass
        return [set(story) for story in self.replicas.stories().values() if story]

    async def restarted(self, name: str) -> StoryKeeper:
        await asyncio.sleep(TTL.total_seconds() * 1.2)
        return self.replicas.keeper(name)


@pytest_asyncio.fixture(loop_scope="session")
async def province(house: House, corner: Corner) -> AsyncIterator[Province]:
    replicas = Replicas(corner)
    await replicas.kit.store.start()
    province = Province(house, await house.signed_in(Role.WATCH_OFFICER), replicas)
    await province.changes()
    yield province
    await replicas.kit.store.stop()


async def test_a_pair_that_an_officer_split_stays_apart(province: Province) -> None:
    keeper = province.replicas.keeper("one")
    first, second = await province.publish(1), await province.publish(1, 1)
    assert await province.settled(keeper) == [{first, second}]
    await province.order(await province.case_of(first), "split", publication_ids=[second])
    assert await province.case_of(first) != await province.case_of(second)
    await province.hear(await province.changes())
    await province.settled(keeper)
    for hours in (2, 3):
        await province.publish(1, hours)
        assert not any({first, second} <= story for story in await province.settled(keeper))
    keeper = await province.restarted("two")
    await province.publish(1, 4)
    stories = await province.settled(keeper)
    assert stories
    assert not any({first, second} <= story for story in stories)


async def test_what_an_officer_merged_stays_one_until_it_is_undone(province: Province) -> None:
    keeper = province.replicas.keeper("one")
    one, other = await province.publish(1), await province.publish(2, 1)
    assert await province.settled(keeper) == []
    home, target = await province.case_of(one), await province.case_of(other)
    await province.order(home, "merge", case_id=target)
    await province.hear(await province.changes())
    assert await province.settled(keeper) == [{one, other}]
    keeper = await province.restarted("two")
    third = await province.publish(2, 2)
    assert await province.settled(keeper) == [{one, other, third}]
    await province.order(home, "unmerge")
    await province.hear(await province.changes())
    assert not any({one, other} <= story for story in await province.settled(keeper))


@pytest.mark.parametrize("backwards", [False, True])
async def test_events_out_of_order_leave_the_latest_word(province: Province, backwards: bool) -> None:
    keeper = province.replicas.keeper("one")
    one, other = await province.publish(1), await province.publish(1, 1)
    await province.order(home := await province.case_of(one), "split", publication_ids=[other])
    apart = await province.case_of(other)
    await province.order(apart, "merge", case_id=home)
    changes = await province.changes()
    for arrival in reversed(changes) if backwards else changes:
        await province.hear([arrival])
        await province.hear([arrival])
        await province.settled(keeper)
    assert await province.settled(keeper) == [{one, other}]
    keeper = await province.restarted("two")
    third = await province.publish(1, 2)
    assert await province.settled(keeper) == [{one, other, third}]
