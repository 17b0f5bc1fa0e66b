"""The case page shows the life of the case: time limits with their derivation, conclusion, remedies, requests."""

from dataclasses import replace
from datetime import datetime, timedelta

from tests.unit.casework.console import OFFICER, MemoryViews, ask, get
from tests.unit.casework.life.examples import EXAMPLES

from casework.domain.case import Order
from casework.domain.clocks.phrases import VIETNAM
from casework.domain.clocks.vocabulary import MEDIA
from casework.domain.life import commands as c
from casework.domain.life.actor import Actor
from casework.domain.life.machine import STEPS
from casework.domain.life.stages import STAGE_NAMES
from casework.domain.reminders.addressing import address
from casework.domain.reminders.telling import tell
from casework.domain.reminding import reminded, reminder_heard
from casework.domain.roles import Role
from casework.http.words import WORDS, say
from casework.store.documents import change_document
from casework.testing import AT, CAM_DUONG, CLOCKWORK, a_directory, a_sighting
from shared.cause import Cause

LAN, BINH, MINH = (
    Actor("lan", Role.WATCH_OFFICER),
    Actor("binh", Role.LEADER),
    Actor("minh", Role.UNIT_OFFICER, CAM_DUONG.id),
)
STEPS_TAKEN = [
    (MINH, EXAMPLES[c.ReportFinding]),
    (MINH, EXAMPLES[c.ProposeConclusion]),
    (BINH, c.ApproveConclusion()),
    (MINH, EXAMPLES[c.PlanAction]),
    (LAN, c.OpenRequest(id="r1", publication_id="p1", track="reply", medium="online")),
    (LAN, c.SendRequest(id="r1", letter_number="05/LĐLĐ", received_at=AT)),
    (BINH, EXAMPLES[c.SetLevel]),
]


def lived(steps: int = len(STEPS_TAKEN)) -> MemoryViews:
    views = MemoryViews(a_sighting())
    (case_id,) = views.pages
    case, told, lines = views.pages[case_id]
    for number, (actor, command) in enumerate(STEPS_TAKEN[:steps], start=1):
        order = Order(command, actor, case.version, AT + timedelta(minutes=number), Cause(case_id, f"o{number}"))
        case = case.act(order, CLOCKWORK, {"p1"})
    lines += [change_document(change) for change in case.changes[2:]]
    views.pages[case_id] = case, told, lines
    return views


async def test_the_page_tells_the_life_of_the_case():
    page = (await get(lived(), "/cases/publication-1")).text
    for words in (
        "hết ngày 26/11/2026",
        "Mục tiêu nội bộ, không phải luật",
        "ngay (luật không ghi số giờ)",
        "Cách tính",
        "Báo nêu đúng một phần",
        "binh duyệt",
        "Công ty trả lương tháng 9",
        "trước 01/12/2026",
        "Phản hồi thông tin",
        "văn bản số 05/LĐLĐ",
        "đã gửi, chờ trả lời",
        '<li class="now" aria-current="step">Đang xử lý theo kết luận</li>',
        "báo điện tử",
        "hạn chế",
        "Lý do: Có người tố giác",
        "cán bộ theo dõi báo chí",
    ):
        assert words in page, words
    assert "None" not in page


def test_every_code_that_a_reader_may_meet_has_its_words():
    codes = {command.KIND for command in STEPS} | set(STAGE_NAMES) | {role.value for role in Role}
    codes |= {f"medium-{medium}" for medium in MEDIA} | {"case-absorbed", "case-released", "clock-overdue"}
    assert codes - WORDS.keys() == set()
    assert say("a newer code") == "a newer code"


async def test_the_page_says_who_is_told_next_and_what_became_of_what_was_told():
    views = MemoryViews(a_sighting())
    (case_id,) = views.pages
    case, told, lines = views.pages[case_id]
    page = (await get(views, f"/cases/{case_id}")).text
    assert "Sẽ nhắc việc lúc 07:30, 25/11/2026 cho đơn vị xác minh" in page
    assert "Đã nhắc" not in page
    morning = datetime(2026, 11, 27, 7, 30, tzinfo=VIETNAM)
    case = case.clocks_due(morning)
    clocks, tellings = tell(case.clocks, morning, office_open=True)
    calls, _ = address(tellings, case, a_directory(), morning.date())
    case = replace(case, clocks=clocks)
    for number, call in enumerate(calls):
        case = reminded(case, call, f"n{number}", morning)
    case = reminder_heard(case, "n0", "bounced", 1, morning, "550 không có hộp thư", morning, Cause("j"))
    lines += [change_document(change) for change in case.changes[2:]]
    views.pages[case_id] = case, told, lines
    page = (await get(views, f"/cases/{case_id}")).text
    for words in (
        "Đã nhắc",
        "Công đoàn Cam Đường",
        "bị trả lại",
        "Thư nhắc bị trả lại",
        "Công đoàn Cam Đường: 550 không có hộp thư",
        "Bộ phận theo dõi báo chí, Liên đoàn Lao động tỉnh",
        "lời sau thay thế",
        "Sẽ báo cáo quá hạn lúc 07:30, 30/11/2026 cho lãnh đạo Liên đoàn",
        "Sáng ngày hết hạn",
    ):
        assert words in page


async def test_a_leader_sees_first_the_conclusion_that_waits_for_one_and_what_to_do_with_it() -> None:
    leader = replace(OFFICER, name="binh", role=Role.LEADER)
    page = (await ask(lived(2), "/cases/publication-1", who=leader)).text
    doing = page[page.index('id="lam"') : page.index('id="xac-minh"')]
    words = ["Kết luận chờ duyệt", EXAMPLES[c.ProposeConclusion].summary, "lam-approve", "lam-return", "lam-assign"]
    places = [doing.index(one) for one in words]
    assert places == sorted(places)
    officer = (await get(lived(2), "/cases/publication-1")).text
    assert "Kết luận chờ duyệt" not in officer, "only for whoever judges it"
