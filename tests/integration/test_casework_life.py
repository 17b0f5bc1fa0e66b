"""The life of a case on the real MongoDB: nothing is lost between documents, and races have one winner."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from tests.servers import LIVE, Corner
from tests.unit.casework.life.examples import EXAMPLES

from casework.domain.case import Case, Order
from casework.domain.life import commands as c
from casework.domain.life.actor import Actor
from casework.domain.life.refusals import Stale
from casework.domain.roles import Role
from casework.store.documents import case_of
from casework.store.indexes import INDEXES
from casework.store.work import CaseworkWork
from casework.testing import CAM_DUONG, a_sighting, the_means
from casework.usecases.acting import act
from casework.usecases.firing import fire_clocks
from casework.usecases.following import follow_assessments
from shared.cause import Cause
from shared.failures import Transient
from shared.kit import Kit
from shared.ops.ids import new_id

pytestmark = LIVE

NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)
LAN, BINH, MINH = (
    Actor("lan", Role.WATCH_OFFICER),
    Actor("binh", Role.LEADER),
    Actor("minh", Role.UNIT_OFFICER, CAM_DUONG.id),
)


class Floor:
    def __init__(self, corner: Corner) -> None:
        self.kit = Kit("casework", corner.platform(mongo_database=corner.database.name), INDEXES, CaseworkWork)
        self.database = corner.database

    async def open(self) -> str:
        sighting = a_sighting(message_id=new_id(), publication_id=new_id())
        await follow_assessments([sighting], self.kit.work, the_means(new_id), NOW)
        return self.database["told"].find_one({"_id": sighting.publication_id})["case_id"]

    def case(self, case_id: str) -> Case:
        return case_of(self.database["cases"].find_one({"_id": case_id}))

    async def do(self, case_id: str, actor: Actor, command: c.Command, version: int = 0) -> Case:
        id_ = new_id()
        order = Order(command, actor, version or self.case(case_id).version, NOW, Cause(case_id, id_))
        return await act(case_id, id_, order, self.kit.work, the_means(new_id))


@pytest_asyncio.fixture(loop_scope="session")
async def floor(corner: Corner) -> AsyncIterator[Floor]:
    floor = Floor(corner)
    await floor.kit.store.start()
    yield floor
    await floor.kit.store.stop()


async def test_everything_of_a_case_comes_back_as_it_was_written(floor):
    case_id, other = await floor.open(), await floor.open()
    publication = floor.database["told"].find_one({"case_id": case_id})["_id"]
    steps = [
        (MINH, EXAMPLES[c.ReportFinding]),
        (MINH, c.ProposeConclusion(verdict="partly-accurate", summary="Đúng một nửa", competent_body="Thanh tra")),
        (BINH, c.ApproveConclusion()),
        (MINH, EXAMPLES[c.PlanAction]),
        (LAN, c.OpenRequest(id="r1", publication_id=publication, track="correction", medium="daily")),
        (LAN, c.SendRequest(id="r1", letter_number="05/LĐLĐ", received_at=NOW)),
        (LAN, c.RecordOutcome(id="r1", outcome="silent")),
        (BINH, EXAMPLES[c.EscalateRequest]),
        (LAN, c.LinkCase(case_id=other, reason="Cùng công ty")),
        (BINH, EXAMPLES[c.SetLevel]),
    ]
    for actor, command in steps:
        case = await floor.do(case_id, actor, command)
    kept = floor.case(case_id)
    assert (kept.life, kept.version, kept.unit.id) == (case.life, case.version, case.unit.id)
    assert [clock.due_at for clock in kept.clocks] == [clock.due_at for clock in case.clocks]
    lines = floor.database["timeline"].find({"case_id": case_id, "step": {"$gte": 2}}).sort("step", 1)
    told = [(line["kind"], line["actor"]) for line in lines]
    assert told[2:] == [(command.KIND, actor.account) for actor, command in steps]


async def test_of_two_people_with_the_same_form_one_wins_and_the_other_is_told(floor):
    case_id = await floor.open()
    orders = [
        floor.do(case_id, MINH, c.Acknowledge(), version=2),
        floor.do(case_id, LAN, c.Dismiss(reason="Không thuộc tỉnh"), version=2),
    ]
    results = await asyncio.gather(*orders, return_exceptions=True)
    won = [result for result in results if isinstance(result, Case)]
    lost = [result for result in results if not isinstance(result, Case)]
    assert len(won) == len(lost) == 1
    # A transaction that meets another's write is told to come again; read anew, the form is stale.
    assert isinstance(lost[0], Stale | Transient)
    with pytest.raises(Stale) as caught:
        await floor.do(case_id, LAN, c.Dismiss(reason="Không thuộc tỉnh"), version=2)
    assert len(caught.value.kinds) == 1
    assert floor.case(case_id).version == 3


async def test_replicas_that_look_at_once_let_each_clock_ring_once(floor):
    cases = [await floor.open() for _ in range(20)]
    late = NOW + timedelta(days=30)

    async def look() -> None:
        for _ in range(40):
            try:
                if not (await fire_clocks(floor.kit.work, the_means(new_id), late)).cases:
                    return
            except Transient:
                await asyncio.sleep(0.01)

    await asyncio.gather(*(look() for _ in range(4)))
    rung = floor.database["timeline"].find({"kind": "clock-overdue", "case_id": {"$in": cases}})
    assert sorted(line["case_id"] for line in rung) == sorted(cases)
    assert {floor.case(case_id).clocks[0].state for case_id in cases} == {"overdue"}
    assert floor.database["cases"].count_documents({"fires_at": {"$type": "date"}}) == 0
