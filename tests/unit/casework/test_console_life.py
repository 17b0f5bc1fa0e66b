"""The case page shows the life of the case: time limits with their derivation, conclusion, remedies, requests."""

from datetime import timedelta

from tests.unit.casework.console import MemoryViews, get
from tests.unit.casework.life.examples import EXAMPLES

from casework.domain.case import Order
from casework.domain.clocks.vocabulary import MEDIA
from casework.domain.life import commands as c
from casework.domain.life.actor import Actor
from casework.domain.life.machine import STEPS
from casework.domain.life.stages import STAGE_NAMES
from casework.domain.roles import Role
from casework.http.words import WORDS, say
from casework.store.documents import change_document
from casework.testing import AT, CAM_DUONG, CLOCKWORK, a_sighting
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


def lived() -> MemoryViews:
    views = MemoryViews(a_sighting())
    (case_id,) = views.pages
    case, told, lines = views.pages[case_id]
    for number, (actor, command) in enumerate(STEPS_TAKEN, start=1):
        order = Order(command, actor, case.version, AT + timedelta(minutes=number), Cause(case_id, f"o{number}"))
        case = case.act(order, CLOCKWORK, {"p1"})
    lines += [change_document(change) for change in case.changes[2:]]
    views.pages[case_id] = case, told, lines
    return views


async def test_the_page_tells_the_life_of_the_case():
    page = (await get(lived(), "/cases/publication-1")).text
    for words in (
        "hết ngày 26/11/2026",
        "mục tiêu nội bộ, không phải luật",
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
