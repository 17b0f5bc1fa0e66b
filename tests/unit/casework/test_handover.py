"""When a body ends, its open cases go on with whoever has taken over: once, on record, and the successor is told."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from tests.unit.casework.conftest import Office
from tests.unit.casework.test_deliveries import heard

from casework.domain.case import Case
from casework.domain.clocks.phrases import VIETNAM
from casework.domain.directory import UNIT, Body, Directory, sound
from casework.store.bodies import packaged_bodies
from casework.store.documents import case_document, case_of
from casework.testing import CAM_DUONG, PROVINCE, a_sighting, the_means
from casework.usecases.following import follow_assessments
from casework.usecases.handing_over import hand_over

LAST = date(2026, 11, 30)
BEFORE, AFTER = datetime(2026, 11, 30, 23, 59, tzinfo=VIETNAM), datetime(2026, 12, 1, 0, 0, tzinfo=VIETNAM)
HEIR = Body("moi", "Công đoàn mới", UNIT, "moi@cong-doan.example", frozenset({"02680"}), valid_from=date(2026, 12, 1))
ENDING = replace(CAM_DUONG, valid_to=LAST, successor_id="moi")
NOTICES = "casework.notice-requested.v1"


class Hall(Office):
    def __init__(self, *bodies: Body) -> None:
        super().__init__()
        self.means = replace(the_means(self._new_id), directory=Directory([PROVINCE, *bodies]))

    async def look(self, now: datetime) -> int:
        return await hand_over(self.works, self.means, now)

    @property
    def case(self) -> Case:
        return self.cases[0]

    def notices(self) -> list[dict[str, Any]]:
        return self.events(NOTICES)[1:]


@pytest.fixture
async def hall() -> Hall:
    hall = Hall(ENDING, HEIR)
    await hall.assess(a_sighting())
    return hall


async def test_from_the_first_day_on_the_successor_has_the_case_once_and_is_told(hall: Hall) -> None:
    due = hall.case.due_at
    assert await hall.look(BEFORE) == 0
    assert await hall.look(AFTER) == 1
    assert await hall.look(AFTER) == 0
    assert (hall.case.unit.id, hall.case.due_at, hall.case.version) == ("moi", due, 3)
    assert hall.kinds()[-1] == "unit-handed-over"
    (notice,) = hall.notices()
    assert (notice["kind"], notice["recipient"]["address"], notice["rule_id"]) == (
        "handover",
        "moi@cong-doan.example",
        "INT_VERIFY",
    )
    assert notice["remark"] == (
        "Công đoàn Cam Đường (cam-duong) đã kết thúc; Công đoàn mới (moi) tiếp tục, thời hạn giữ nguyên"
    )
    assert hall.events("casework.case-state.v1")[-1]["unit_id"] == "moi"
    await hall.deliver(heard("d1", notice_id=notice["notice_id"]))
    assert hall.kinds()[-1] == "handover-sent"


async def test_without_a_successor_there_is_one_clear_fact_and_the_case_waits_for_people(hall: Hall) -> None:
    hall.means = replace(hall.means, directory=Directory([PROVINCE, replace(ENDING, successor_id="")]))
    assert await hall.look(AFTER) == 1
    assert await hall.look(AFTER) == 0
    line = list(hall.works.table("timeline").values())[-1]
    assert line["kind"] == "unit-ended"
    assert "chưa ghi nơi kế thừa: điền successor_id của dòng cam-duong" in line["note"]
    assert (hall.case.unit.id, hall.notices()) == ("cam-duong", [])
    kept = case_of(case_document(hall.case))
    assert (kept.unit_ended, kept.held_by) == (True, None)
    assert kept.given_to(HEIR).held_by == "moi"


async def test_a_successor_without_an_address_has_the_case_all_the_same(hall: Hall) -> None:
    hall.means = replace(hall.means, directory=Directory([PROVINCE, ENDING, replace(HEIR, address="")]))
    await hall.look(AFTER)
    assert (hall.case.unit.id, hall.notices()) == ("moi", [])
    assert list(hall.works.table("timeline").values())[-1]["note"].endswith("danh bạ chưa có địa chỉ để báo")


@pytest.mark.parametrize("stage", ["closed", "dismissed", "merged"])
async def test_a_case_that_is_over_stays_with_the_unit_that_had_it(hall: Hall, stage: Any) -> None:
    case = replace(hall.case, life=replace(hall.case.life, stage=stage))
    hall.works.tables["cases"][case.id] = case
    assert await hall.look(AFTER) == 0
    assert hall.case.unit.id == "cam-duong"


async def test_the_switch_of_the_first_of_july_2025(hall: Hall) -> None:
    hall = Hall()
    hall.means = replace(hall.means, directory=sound(packaged_bodies()))
    june = datetime(2025, 6, 20, 9, tzinfo=VIETNAM)
    await follow_assessments([a_sighting(places=("huyện Bắc Hà",))], hall.works, hall.means, june)
    assert hall.case.unit.id == "ldld-bac-ha"
    assert await hall.look(datetime(2025, 6, 30, 23, 59, tzinfo=VIETNAM)) == 0
    assert await hall.look(datetime(2025, 7, 1, 0, 1, tzinfo=VIETNAM)) == 1
    assert hall.case.unit.id == "ldld-tinh"
    assert await hall.look(datetime(2025, 8, 1, 0, 1, tzinfo=VIETNAM)) == 0
