"""Whoever gets a case to verify by a person's step is told so, once."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.unit.casework.conftest import NOW, Office
from tests.unit.casework.test_deliveries import heard

from casework.domain.case import Case, Order
from casework.domain.directory import UNIT, Body, Directory
from casework.domain.life import commands as c
from casework.domain.life.actor import Actor
from casework.domain.life.life import Life
from casework.domain.life.parts import Conclusion, Finding
from casework.domain.roles import Role
from casework.testing import CAM_DUONG, PROVINCE, a_sighting, the_means
from casework.usecases.acting import act
from shared.cause import Cause

SA_PA = Body("sa-pa", "Công đoàn Sa Pa", UNIT, "sa-pa@cong-doan.example", frozenset({"03006"}))
PROPOSED = Conclusion("accurate", "Đúng.", "minh", NOW)
FOUND = (Finding("f1", "minh", NOW, "Đúng."),)


class Hall(Office):
    def __init__(self, *others: Body) -> None:
        super().__init__()
        self.means = replace(the_means(self._new_id), directory=Directory([PROVINCE, CAM_DUONG, *others]))

    @property
    def case(self) -> Case:
        return self.cases[0]

    async def at(self, stage: Any, **life: Any) -> None:
        await self.assess(a_sighting())
        self.works.tables["cases"][self.case.id] = replace(self.case, life=Life(stage, **life))

    async def order(self, command: c.Command, message: str = "o1") -> None:
        order = Order(command, Actor("binh", Role.LEADER), self.case.version, NOW, Cause(self.case.id, message))
        await act(self.case.id, message, order, self.works, self.means)

    def notices(self) -> list[Any]:
        return self.events("casework.notice-requested.v1")[1:]


@pytest.mark.parametrize(
    ("stage", "life", "command", "whom", "why"),
    [
        ("triage", {}, c.Confirm(), "cam-duong", "được xác nhận"),
        ("verifying", {}, c.Assign(unit_id="sa-pa"), "sa-pa", "thay cho Công đoàn Cam Đường"),
        ("concluding", {"conclusion": PROPOSED}, c.ReturnConclusion(reason="x"), "cam-duong", "được trả lại"),
        ("closed", {"conclusion": PROPOSED}, c.Reopen(reason="x"), "cam-duong", "được mở lại"),
    ],
    ids=lambda one: one.KIND if isinstance(one, c.Command) else None,
)
async def test_the_unit_is_told_with_its_deadline_and_what_was_heard_is_its_case_s(
    stage: str, life: dict[str, Any], command: c.Command, whom: str, why: str
) -> None:
    hall = Hall(SA_PA)
    await hall.at(stage, findings=FOUND, **life)
    await hall.order(command)
    await hall.order(command)
    (notice,) = hall.notices()
    assert (notice["kind"], notice["recipient"]["body_id"], notice["rule_id"]) == ("handover", whom, "INT_VERIFY")
    assert why in notice["remark"]
    assert "x" not in notice["remark"].split(), "the reason stays in the case"
    assert hall.kinds()[-2:] == [command.KIND, "notice-requested"]
    await hall.deliver(heard("d1", notice_id=notice["notice_id"]))
    assert (hall.kinds()[-1], hall.case.notices[-1].state) == ("handover-sent", "sent")


async def test_a_step_that_gives_nobody_anything_to_verify_tells_nobody() -> None:
    hall = Hall()
    await hall.at("verification-requested")
    await hall.order(c.Acknowledge())
    assert hall.notices() == []


async def test_a_unit_without_an_address_is_a_line_of_the_case() -> None:
    hall = Hall(replace(SA_PA, address=""))
    await hall.at("verifying")
    await hall.order(c.Assign(unit_id="sa-pa"))
    assert (hall.notices(), hall.kinds()[-1], hall.case.unit.id) == ([], "handover-unaddressed", "sa-pa")


async def test_of_a_confidential_case_nothing_is_told_but_that_it_is_there() -> None:
    hall = Hall(SA_PA)
    await hall.at("verifying", level="confidential")
    await hall.order(c.Assign(unit_id="sa-pa"))
    (notice,) = hall.notices()
    assert (notice["case_title"], notice["publication_title"]) == ("(vụ việc bảo mật)", "")
    assert hall.case.due_at is not None
    assert hall.case.due_at > NOW + timedelta(hours=1)
