"""Some of a case's publications turn out to tell of another matter."""

import base64
import struct
from dataclasses import replace

import pytest
from tests.unit.casework.conftest import NOW, Office
from tests.unit.casework.life.examples import EXAMPLES, LAN, acted, concluded, scene

from casework.domain.case import Case, Order
from casework.domain.directory import UnknownUnit
from casework.domain.life import commands as c
from casework.domain.life.actor import Actor
from casework.domain.life.life import MOST_PARTS, Life
from casework.domain.life.machine import take
from casework.domain.life.parts import Link
from casework.domain.life.refusals import Missing, StillOpen, TooMany, WrongStage
from casework.domain.roles import Role
from casework.testing import CAM_DUONG, PROVINCE, the_means
from casework.usecases.acting import act
from shared.cause import Cause

SPLIT = EXAMPLES[c.Split]
OLD, MINH = "id-001", Actor("minh", Role.UNIT_OFFICER, CAM_DUONG.id)


class Floor(Office):
    async def do(self, command: c.Command, actor: Actor = LAN, case_id: str = OLD) -> Case:
        id_ = self._new_id()
        order = Order(command, actor, self.case(case_id).version, NOW, Cause(case_id, id_))
        return await act(case_id, id_, order, self.works, the_means(self._new_id))

    def case(self, case_id: str) -> Case:
        return self.works.table("cases")[case_id]

    def homes(self) -> dict[str, tuple[str, int]]:
        return {one.publication_id: (one.case_id, one.number) for one in self.told}


@pytest.fixture
async def floor(create_telling) -> Floor:
    """One case of four publications: two texts that are alike enough, the second of them in p2 and p4."""
    floor = Floor()
    for number, mine in enumerate((1, 2, 1, 2), start=1):
        await floor.assess(create_telling(number, encoded_signature=alike(mine)))
    assert [case.told_count for case in floor.cases] == [4]
    return floor


def alike(text: int, salt: int = 0) -> str:
    """Two texts that share three quarters of their signature."""
    numbers = [*range(salt, salt + 48), *range(salt + 48 + 100 * text, salt + 64 + 100 * text)]
    return base64.b64encode(struct.pack("<64I", *numbers)).decode()


async def test_what_leaves_is_a_case_of_its_own_that_begins_anew(floor):
    await floor.do(c.Acknowledge(), MINH)
    stays = await floor.do(c.Split(publication_ids=("p4", "p2"), reason="Công ty khác"))
    goes = next(case for case in floor.cases if case.id != OLD)
    assert floor.homes() == {"p1": (OLD, 1), "p3": (OLD, 2), "p2": (goes.id, 1), "p4": (goes.id, 2)}
    assert (stays.told_count, goes.told_count, goes.title, goes.unit) == (2, 2, stays.title, CAM_DUONG)
    assert (stays.status, goes.status) == ("verifying", "verification-requested")
    assert (stays.life.links, goes.life.links) == ((Link(goes.id, "Công ty khác"),), (Link(OLD, "Công ty khác"),))
    assert [(clock.rule_id, clock.started_at) for clock in goes.clocks] == [("INT_VERIFY", NOW)]
    assert goes.asked.notice_id != stays.asked.notice_id


async def test_both_cases_and_everybody_else_are_told_who_did_it_and_why(floor):
    before = len(floor.kinds())
    await floor.do(c.Split(publication_ids=("p2",), reason="Công ty khác"))
    goes = next(case for case in floor.cases if case.id != OLD)
    assert floor.kinds()[before:] == ["split", "opened", "publication-moved", "notice-requested"]
    lines = [row for row in floor.works.table("timeline").values() if row["actor"] == "lan"]
    assert {(row["role"], row["reason"]) for row in lines} == {("watch-officer", "Công ty khác")}
    assert [row["note"] for row in lines][:2] == [f"1 bài sang hồ sơ {goes.id}", f"tách từ hồ sơ {OLD}"]
    states = {state["subject_id"]: state for state in floor.events("casework.case-state.v1")}
    told = {id_: [one["publication_id"] for one in state["publications"]] for id_, state in states.items()}
    assert told == {OLD: ["p1", "p3", "p4"], goes.id: ["p2"]}
    notice = floor.events("casework.notice-requested.v1")[-1]
    assert (notice["subject_id"], notice["notice_id"]) == (goes.id, goes.asked.notice_id)
    assert (notice["recipient"]["body_id"], notice["outlet_name"]) == (CAM_DUONG.id, "Báo 2")


async def test_later_copies_follow_the_text_that_left(floor, create_telling):
    await floor.do(c.Split(publication_ids=("p2", "p4"), reason="Công ty khác"))
    await floor.assess(create_telling(5, encoded_signature=alike(2)), create_telling(6, encoded_signature=alike(1)))
    goes = next(case.id for case in floor.cases if case.id != OLD)
    assert (floor.homes()["p5"], floor.homes()["p6"]) == ((goes, 3), (OLD, 3))


async def test_a_text_that_is_told_in_both_is_still_the_first_ones(floor, create_telling):
    await floor.do(c.Split(publication_ids=("p2",), reason="Công ty khác"))
    await floor.assess(create_telling(5, encoded_signature=alike(2)))
    assert floor.homes()["p5"] == (OLD, 4)


async def test_the_machine_never_brings_a_publication_back(floor, create_telling):
    await floor.do(c.Split(publication_ids=("p2",), reason="Công ty khác"))
    before = floor.homes()
    again = create_telling(2, encoded_signature=alike(1), message_id="judged anew")
    await floor.assess(again)
    await floor.change("edit", "p2", "edited")
    assert floor.homes() == before
    assert floor.cases[1].changes == ()
    assert floor.kinds()[-1] == "publication-edited"


async def test_it_is_for_as_few_eyes_as_the_case_it_comes_from(floor):
    binh = Actor("binh", Role.LEADER)
    await floor.do(c.SetLevel(level="confidential", reason="Có người tố giác"), binh)
    await floor.do(c.Split(publication_ids=("p2",), reason="Công ty khác"), binh)
    goes = next(case for case in floor.cases if case.id != OLD)
    assert goes.life.level == "confidential"
    assert {state["title"] for state in floor.events("casework.case-state.v1")[-2:]} == {"(vụ việc bảo mật)"}


async def test_another_unit_may_be_asked_if_there_is_one(floor):
    with pytest.raises(UnknownUnit):
        await floor.do(c.Split(publication_ids=("p2",), unit_id="khong-co", reason="x"))
    assert len(floor.cases) == 1
    await floor.do(c.Split(publication_ids=("p2",), unit_id=PROVINCE.id, reason="x"))
    assert [case.unit for case in floor.cases] == [CAM_DUONG, PROVINCE]


async def test_about_what_nobody_has_confirmed_no_unit_is_asked(floor):
    floor.works.table("cases")[OLD] = replace(floor.case(OLD), life=Life("triage"))
    before = len(floor.events("casework.notice-requested.v1"))
    await floor.do(c.Split(publication_ids=("p2",), reason="Công ty khác"))
    goes = next(case for case in floor.cases if case.id != OLD)
    assert (goes.status, goes.clocks, floor.kinds()[-1]) == ("triage", (), "publication-moved")
    assert len(floor.events("casework.notice-requested.v1")) == before


@pytest.mark.parametrize(
    ("given", "told"),
    [((), "ít nhất một bài"), (("p1", "p7"), "không thuộc hồ sơ này"), (("p1", "p2"), "ở lại")],
)
def test_one_goes_at_least_and_one_stays(given, told):
    small = replace(scene(LAN), told_count=2)
    with pytest.raises(Missing, match=told):
        take(Life("verifying"), replace(SPLIT, publication_ids=given), small)


def test_what_an_outlet_was_asked_about_stays_with_its_letter():
    drafted = acted((LAN, EXAMPLES[c.OpenRequest]), life=concluded("inaccurate"))
    with pytest.raises(StillOpen, match="Rút yêu cầu"):
        take(drafted, SPLIT, scene(LAN))
    sent = acted((LAN, EXAMPLES[c.SendRequest]), life=drafted)
    with pytest.raises(WrongStage, match="05/LĐLĐ"):
        take(sent, SPLIT, scene(LAN))
    assert take(sent, replace(SPLIT, publication_ids=("p2",)), scene(LAN)).requests == sent.requests
    withdrawn = acted((LAN, EXAMPLES[c.WithdrawRequest]), life=drafted)
    assert take(withdrawn, SPLIT, scene(LAN)).conclusion == drafted.conclusion


@pytest.mark.parametrize("stage", ["closed", "dismissed", "merged"])
def test_a_case_that_is_not_worked_on_is_not_split(stage):
    with pytest.raises(WrongStage):
        take(Life(stage), SPLIT, scene(LAN))


def test_a_case_that_is_full_of_links_says_so():
    full = Life("verifying", links=tuple(Link(f"c{number}", "x") for number in range(MOST_PARTS)))
    with pytest.raises(TooMany, match="Bỏ một liên kết"):
        take(full, SPLIT, scene(LAN))
