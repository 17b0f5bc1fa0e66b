"""The use case: the notices that leave with the change of their case, to whom, in which words, and what is heard."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.unit.casework.conftest import Office
from tests.unit.casework.test_deliveries import heard

from casework.domain.case import Case
from casework.domain.clocks.phrases import VIETNAM
from casework.domain.directory import OVERSIGHT, Body, Directory
from casework.domain.reminders.addressing import address
from casework.domain.reminders.telling import tell
from casework.store.documents import case_document, case_of
from casework.testing import CAM_DUONG, PROVINCE, a_sighting, the_means
from casework.usecases.firing import fire_clocks
from casework.usecases.following import UnknownNotice

NOTICES = "casework.notice-requested.v1"
EVE = datetime(2026, 11, 25, 7, 30, tzinfo=VIETNAM)
OVER = datetime(2026, 11, 27, 7, 30, tzinfo=VIETNAM)
"""The case is opened on 24/11/2026: due at the end of the 26th."""


class Bell(Office):
    def __init__(self) -> None:
        super().__init__()
        self.means = the_means(self._new_id)

    async def look(self, now: datetime) -> int:
        return (await fire_clocks(self.works, self.means, now)).cases

    @property
    def case(self) -> Case:
        return self.cases[0]

    def notices(self) -> list[dict[str, Any]]:
        """Without the first, which asks the unit."""
        return self.events(NOTICES)[1:]


@pytest.fixture
async def bell() -> Bell:
    bell = Bell()
    await bell.assess(a_sighting())
    return bell


async def test_a_reminder_says_what_is_due_by_which_rule_and_how_sure_that_is(bell: Bell) -> None:
    assert await bell.look(EVE - timedelta(seconds=1)) == 0
    assert await bell.look(EVE) == 1
    assert await bell.look(EVE + timedelta(hours=1)) == 0
    (notice,) = bell.notices()
    assert (notice["kind"], notice["subject_id"], notice["subject_version"]) == ("reminder", "id-001", 3)
    assert notice["recipient"] == {
        "body_id": "cam-duong",
        "name": "Công đoàn Cam Đường",
        "channel": "email",
        "address": "cam-duong@cong-doan.example",
    }
    assert (notice["rule_id"], notice["force"], notice["mark"]) == ("INT_VERIFY", "internal", "INF")
    assert (notice["rule_title"], notice["outlet_name"]) == ("Đơn vị kiểm tra, xác minh", "Báo Lào Cai")
    assert datetime.fromisoformat(notice["due_at"]).astimezone(VIETNAM).isoformat() == "2026-11-26T23:59:59+07:00"
    assert notice["derivation"][0].startswith("Bắt đầu tính: ")
    assert notice["reminder_id"] == "verify-eve"
    assert notice["reminder_basis"] == "Quy ước nội bộ; nội bộ, không phải luật; suy luận"
    line = list(bell.works.table("timeline").values())[-1]
    assert line["kind"] == "reminder-requested"
    assert line["note"] == "Công đoàn Cam Đường: nhắc việc – Đơn vị kiểm tra, xác minh, hạn hết ngày 26/11/2026"


async def test_what_runs_out_is_marked_at_once_and_told_in_the_morning(bell: Bell) -> None:
    assert await bell.look(datetime(2026, 11, 27, 0, 0, tzinfo=VIETNAM)) == 1
    assert (bell.case.clocks[0].state, bell.notices()) == ("overdue", [])
    assert await bell.look(OVER) == 1
    assert [(one["kind"], one["recipient"]["body_id"]) for one in bell.notices()] == [
        ("overdue", "cam-duong"),
        ("overdue", "tinh"),
    ]
    assert bell.notices()[0]["remark"].startswith("Lời báo này thay cho 2 lời nhắc trước")
    assert bell.notices()[1]["recipient"]["name"] == "Bộ phận theo dõi báo chí, Liên đoàn Lao động tỉnh"


async def test_one_mailbox_is_told_once_at_a_time_and_its_readers_are_all_greeted(bell: Bell) -> None:
    await bell.look(OVER + timedelta(days=10))
    told = {one["recipient"]["body_id"]: one for one in bell.notices()}
    assert len(bell.notices()) == len(told) == 2
    assert told["tinh"]["kind"] == "escalation"
    names = told["tinh"]["recipient"]["name"].split("; ")
    assert [name.partition(",")[0] for name in names] == ["Bộ phận theo dõi báo chí", "Lãnh đạo Liên đoàn"]


async def test_what_became_of_each_notice_is_kept_apart_and_comes_back_from_its_document(bell: Bell) -> None:
    await bell.look(EVE)
    await bell.look(OVER)
    first, _, other = (one["notice_id"] for one in bell.notices())
    await bell.deliver(heard("d1", "sent", notice_id=first), heard("d2", "bounced", notice_id=other))
    assert [(one.kind, one.state) for one in bell.case.notices] == [
        ("reminder", "sent"),
        ("overdue", ""),
        ("overdue", "bounced"),
    ]
    assert bell.case.asked.state == ""
    assert bell.kinds()[-2:] == ["reminder-sent", "reminder-bounced"]
    lines = {line["kind"]: line["note"] for line in bell.works.table("timeline").values()}
    assert lines["reminder-bounced"].startswith("Bộ phận theo dõi báo chí, Liên đoàn Lao động tỉnh: ")
    kept = case_of(case_document(bell.case))
    assert (kept.notices, kept.clocks, kept.reminds_at) == (bell.case.notices, bell.case.clocks, bell.case.reminds_at)
    with pytest.raises(UnknownNotice):
        await bell.deliver(heard("d3", notice_id="nobody's"))


async def test_a_document_of_before_there_were_reminders_still_reads(bell: Bell) -> None:
    row = case_document(bell.case)
    del row["notices"], row["reminds_at"], row["clocks"][0]["plan"]
    row["asked"] = {name: row["asked"][name] for name in ("notice_id", "state", "version", "at")}
    old = case_of(row)
    assert (old.notices, old.clocks[0].plan, old.reminds_at) == ((), (), None)
    assert old.asked == bell.case.asked


async def test_a_confidential_case_is_not_spelled_out_in_a_mailbox(bell: Bell) -> None:
    case = bell.case
    bell.works.tables["cases"][case.id] = replace(case, life=replace(case.life, level="confidential"))
    await bell.look(EVE)
    (notice,) = bell.notices()
    assert notice["case_title"] == "(vụ việc bảo mật)"
    assert "nợ lương" not in str(notice)


async def test_whom_nobody_can_reach_is_a_line_of_the_case_and_asked_for_once(bell: Bell) -> None:
    bell.means = replace(bell.means, directory=Directory([replace(PROVINCE, address=""), CAM_DUONG]))
    await bell.look(OVER)
    assert [one["recipient"]["body_id"] for one in bell.notices()] == ["cam-duong"]
    assert bell.kinds()[-1] == "reminder-unaddressed"
    note = list(bell.works.table("timeline").values())[-1]["note"]
    assert note.startswith("Danh bạ không có địa chỉ nhận của bộ phận theo dõi báo chí")
    assert await bell.look(OVER + timedelta(minutes=1)) == 0


async def test_who_has_taken_over_from_the_unit_is_told(bell: Bell) -> None:
    ended = replace(CAM_DUONG, valid_to=EVE.date() - timedelta(days=1), successor_id="moi", dates_mark="V")
    heir = Body("moi", "Công đoàn mới", "unit", "moi@cong-doan.example", frozenset({"02680"}), valid_from=EVE.date())
    bell.means = replace(bell.means, directory=Directory([PROVINCE, ended, heir]))
    await bell.look(EVE)
    assert [one["recipient"]["body_id"] for one in bell.notices()] == ["moi"]


async def test_bodies_above_the_press_hear_of_open_cases_only(bell: Bell) -> None:
    board = Body("ban", "Ban Tuyên giáo", OVERSIGHT, "ban@tinh.example", frozenset())
    directory = Directory([replace(PROVINCE, also=frozenset({OVERSIGHT})), CAM_DUONG, board])
    clock = bell.case.clocks[0].overdue()
    plan = tuple(replace(one, audience="oversight") for one in clock.plan if one.rule_id == "verify-escalated")
    _, told = tell([replace(clock, plan=plan)], OVER + timedelta(days=10), office_open=True)
    calls, nobody = address(told, bell.case, directory, OVER.date())
    assert ([call.name for call in calls], nobody) == (["Ban Tuyên giáo"], [])
    hidden = replace(bell.case, life=replace(bell.case.life, level="restricted"))
    assert address(told, hidden, directory, OVER.date()) == ([], list(told))
