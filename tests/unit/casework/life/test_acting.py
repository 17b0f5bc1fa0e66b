"""What people do, through the use case: versions, announcements, merges, the clocks that start and stop."""

import base64
import json
import random
import struct
from datetime import datetime, timedelta

import pytest
from tests.unit.casework.conftest import NOW, Office
from tests.unit.casework.life.examples import EXAMPLES

from casework.access.policy import Scope
from casework.access.roles import Level
from casework.domain.case import Case, Order
from casework.domain.directory import UnknownUnit
from casework.domain.life import commands as c
from casework.domain.life.actor import Actor
from casework.domain.life.refusals import Missing, NoSuchCase, Refused, Stale
from casework.domain.matching import PERMUTATIONS
from casework.domain.roles import Role
from casework.store.documents import case_document
from casework.testing import CAM_DUONG, PROVINCE, a_sighting, the_means
from casework.usecases.acting import act
from casework.usecases.firing import fire_clocks
from shared.cause import Cause

LAN, BINH = Actor("lan", Role.WATCH_OFFICER), Actor("binh", Role.LEADER)
MINH = Actor("minh", Role.UNIT_OFFICER, CAM_DUONG.id)
CHANGED, STATE = "casework.case-changed.v1", "casework.case-state.v1"


class Floor(Office):
    """People at work on the cases of one memory."""

    async def do(
        self, actor: Actor, command: c.Command, case_id: str = "id-001", version: int = 0, at: datetime = NOW
    ) -> Case:
        id_ = self._new_id()
        read = version or self.case(case_id).version
        order = Order(command, actor, read, at, Cause(case_id, id_))
        return await act(case_id, id_, order, self.works, the_means(self._new_id))

    def case(self, case_id: str = "id-001") -> Case:
        return self.works.table("cases")[case_id]

    async def conclude(self, verdict: str) -> None:
        await self.do(MINH, EXAMPLES[c.ReportFinding])
        await self.do(MINH, c.ProposeConclusion(verdict=verdict, summary="Đã rõ"))
        await self.do(BINH, c.ApproveConclusion())


def text(seed: int) -> str:
    numbers = random.Random(seed)
    return base64.b64encode(
        struct.pack(f"<{PERMUTATIONS}I", *(numbers.randrange(2**32) for _ in range(PERMUTATIONS)))
    ).decode()


@pytest.fixture
async def floor() -> Floor:
    floor = Floor()
    await floor.assess(a_sighting(encoded_signature=text(1)))
    return floor


async def test_a_step_is_a_line_with_who_in_which_role_and_why(floor):
    case = await floor.do(LAN, c.Dismiss(reason="Không thuộc tỉnh"))
    assert (case.status, case.version) == ("dismissed", 3)
    line = list(floor.works.table("timeline").values())[-1]
    assert (line["kind"], line["actor"], line["role"], line["reason"]) == (
        "dismissed",
        "lan",
        "watch-officer",
        "Không thuộc tỉnh",
    )
    announced = floor.events(CHANGED)[-1]
    assert (announced["kind"], announced["actor"], announced["role"]) == ("dismissed", "lan", "watch-officer")
    assert "Không thuộc tỉnh" not in json.dumps(announced, ensure_ascii=False)


async def test_a_stale_form_is_told_what_changed_and_changes_nothing(floor):
    await floor.do(MINH, c.Acknowledge())
    await floor.do(MINH, EXAMPLES[c.ReportFinding])
    before = floor.case()
    with pytest.raises(Stale) as caught:
        await floor.do(LAN, c.Dismiss(reason="x"), version=2)
    assert caught.value.kinds == ("acknowledged", "finding-reported")
    assert floor.case() is before


async def test_the_same_order_sent_twice_acts_once(floor):
    order = Order(c.Acknowledge(), MINH, 2, NOW, Cause("id-001", "order-1"))
    for _ in range(2):
        case = await act("id-001", "order-1", order, floor.works, the_means(floor._new_id))
    assert (case.version, case.status) == (3, "verifying")


async def test_a_refused_order_may_be_given_again(floor):
    order = Order(c.ApproveConclusion(), BINH, 2, NOW, Cause("id-001", "order-1"))
    for _ in range(2):
        with pytest.raises(Refused):
            await act("id-001", "order-1", order, floor.works, the_means(floor._new_id))
    assert floor.case().version == 2


async def test_another_unit_begins_anew(floor):
    case = await floor.do(LAN, c.Assign(unit_id=PROVINCE.id, reason="Sai địa bàn"))
    assert (case.unit, case.status) == (PROVINCE, "verification-requested")
    with pytest.raises(UnknownUnit, match="danh bạ"):
        await floor.do(LAN, c.Assign(unit_id="khong-co", reason="x"))
    with pytest.raises(NoSuchCase):
        await floor.do(LAN, c.Acknowledge(), "id-404", version=1)


async def test_only_a_publication_of_the_case_can_be_answered(floor):
    await floor.conclude("inaccurate")
    with pytest.raises(Missing, match="không thuộc hồ sơ"):
        await floor.do(LAN, EXAMPLES[c.OpenRequest])
    case = await floor.do(LAN, c.OpenRequest(id="r1", publication_id="publication-1", track="reply", medium="daily"))
    assert case.life.request("r1").state == "drafted"


async def test_each_outlet_has_its_own_clock_by_its_medium(floor):
    await floor.assess(a_sighting(message_id="m2", publication_id="publication-2", encoded_signature=text(1)))
    await floor.conclude("inaccurate")
    received = NOW - timedelta(minutes=5)
    for number, medium in enumerate(("daily", "online"), start=1):
        asked = c.OpenRequest(id=f"r{number}", publication_id=f"publication-{number}", track="reply", medium=medium)
        await floor.do(LAN, asked)
        await floor.do(LAN, c.SendRequest(id=f"r{number}", letter_number="05/LĐLĐ", received_at=received))
    clocks = {(clock.about, clock.rule_id): clock for clock in floor.case().clocks}
    assert set(clocks) == {
        ("", "INT_VERIFY"),
        ("r1", "COR_DAILY_RADIO_TV"),
        ("r2", "COR_ONLINE"),
        ("r2", "INT_CORRECTION_ONLINE"),
    }
    assert clocks["", "INT_VERIFY"].state == "met"
    assert clocks["r1", "COR_DAILY_RADIO_TV"].due_at.isoformat() == "2026-11-26T23:59:59+07:00"
    assert clocks["r2", "COR_ONLINE"].fires_at is None, "“ngay” has no time at which to tell somebody"
    case = await floor.do(LAN, c.RecordOutcome(id="r2", outcome="published", proof="anh-chup"))
    assert {clock.state for clock in case.clocks if clock.about == "r2"} == {"met"}
    assert {clock.state for clock in case.clocks if clock.about == "r1"} == {"running"}


async def test_a_clock_rings_once_also_late_and_stays_late_when_it_is_met(floor):
    due = floor.case().fires_at
    assert (await fire_clocks(floor.works, the_means(floor._new_id), due - timedelta(seconds=1))).cases == 0
    assert (await fire_clocks(floor.works, the_means(floor._new_id), due + timedelta(days=9))).cases == 1
    assert (await fire_clocks(floor.works, the_means(floor._new_id), due + timedelta(days=9))).cases == 0
    case = floor.case()
    assert (case.changes, case.clocks[0].state, case.fires_at) == ((), "overdue", None)
    assert [kind for kind in floor.kinds() if kind == "clock-overdue"] == ["clock-overdue"]
    await floor.do(MINH, EXAMPLES[c.ReportFinding])
    case = await floor.do(MINH, EXAMPLES[c.ProposeConclusion])
    assert (case.clocks[0].state, case.clocks[0].ended_at) == ("overdue", NOW)


async def test_two_cases_of_one_matter_become_one_and_two_again(floor):
    await floor.assess(a_sighting(message_id="m2", publication_id="publication-2", encoded_signature=text(2)))
    first, second = "id-001", next(case.id for case in floor.cases if case.id != "id-001")
    await floor.do(LAN, c.MergeInto(case_id=second, reason="Cùng một việc"), first)
    assert (floor.case(first).status, floor.case(second).life.absorbed) == ("merged", (first,))
    assert floor.events(STATE)[-2]["merged_into"] == second
    await floor.assess(a_sighting(message_id="m3", publication_id="publication-3", encoded_signature=text(1)))
    homes = {told.publication_id: told.case_id for told in floor.told}
    assert homes == {"publication-1": first, "publication-2": second, "publication-3": second}
    with pytest.raises(Missing, match="Hồ sơ nhận"):
        await floor.do(LAN, c.MergeInto(case_id=first, reason="x"), second)
    await floor.do(LAN, c.Unmerge(reason="Hai việc"), first)
    assert (floor.case(first).status, floor.case(second).life.absorbed) == ("verification-requested", ())
    assert floor.kinds()[-3:] == ["unmerged", "notice-requested", "case-released"]


async def test_a_confidential_case_is_not_told_to_everybody(floor):
    await floor.do(BINH, c.SetLevel(level="confidential", reason="Có người tố giác"))
    await floor.do(MINH, c.ReportFinding(id="f1", text="Lời kể của người tố giác"))
    state = floor.events(STATE)[-1]
    assert (state["level"], state["title"], state["publications"]) == ("confidential", "(vụ việc bảo mật)", [])
    assert floor.events(CHANGED)[-1]["note"] == ""
    assert floor.case().life.findings[0].text == "Lời kể của người tố giác"
    viewer, leader = Scope(None, Level.NORMAL.and_below), Scope(None, tuple(Level))
    assert case_document(floor.case())["confidentiality"] not in viewer.levels
    assert case_document(floor.case())["confidentiality"] in leader.levels
