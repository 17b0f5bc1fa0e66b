"""Each kind of notice has its letter; a kind that there is no letter for is parked, and its neighbours leave."""

from datetime import UTC, datetime, timedelta
from email.header import decode_header, make_header
from typing import Any

import pytest

from notify.channels.letterbox import Letterbox
from notify.domain import KINDS, VERIFICATION
from notify.handlers import UnknownKind, on_notices_requested
from notify.settings import Settings
from notify.testing import AT, a_notice, in_memory_works
from shared.contracts.casework import NoticeRequestedV1, Recipient
from shared.messaging.arrivals import Arrival
from shared.posting import Record

DUE = datetime(2026, 11, 26, 16, 59, 59, tzinfo=UTC)
FIELDS: dict[str, Any] = {
    "due_at": DUE,
    "due_basis": "Mục tiêu nội bộ",
    "rule_id": "INT_VERIFY",
    "rule_title": "Đơn vị kiểm tra, xác minh",
    "force": "internal",
    "mark": "INF",
    "derivation": ("Bắt đầu tính: 10:52 ngày 24/11/2026 (khi giao việc).", "Đếm 2 ngày làm việc."),
    "reminder_basis": "Quy ước nội bộ; nội bộ, không phải luật; mức xác minh: suy luận",
}
OPENINGS = {
    "reminder": ("Nhắc việc sắp đến hạn", "sắp đến hạn"),
    "overdue": ("Quá hạn", "đã quá hạn và hồ sơ chưa ghi kết quả"),
    "escalation": ("Báo cáo việc quá hạn", "Kính báo cáo để xem xét, chỉ đạo"),
    "handover": ("Bàn giao hồ sơ", "hồ sơ đang mở dưới đây để tiếp tục kiểm tra, xác minh"),
}


def letter(kind: str, **other: Any) -> tuple[str, str]:
    """Subject and text."""
    notice = a_notice(kind=kind, **FIELDS | other)
    message = Letterbox(Settings(console_url="https://hai-chieu.example")).compose(notice, AT)
    body = message.get_payload(decode=True)
    assert isinstance(body, bytes)
    return str(make_header(decode_header(message["Subject"]))), body.decode()


def test_every_kind_has_a_letter() -> None:
    assert OPENINGS.keys() | {VERIFICATION} == KINDS


@pytest.mark.parametrize("kind", OPENINGS)
def test_a_letter_says_what_is_due_when_by_which_rule_and_how_sure_that_is(kind: str) -> None:
    subject, text = letter(kind)
    opening, words = OPENINGS[kind]
    assert subject == f"[Hai Chiều] {opening}: Công nhân Lào Cai bị nợ lương ba tháng"
    assert words in text
    for line in (
        "Kính gửi: Công đoàn phường Cam Đường",
        "Việc:         Đơn vị kiểm tra, xác minh",
        "Thời hạn:     hết ngày 26/11/2026",
        "Quy tắc:      INT_VERIFY – mục tiêu nội bộ, không phải luật",
        "Căn cứ:       Mục tiêu nội bộ (mức xác minh: suy luận)",
        "Hồ sơ vụ việc: https://hai-chieu.example/cases/case-1",
        "- Đếm 2 ngày làm việc.",
    ):
        assert line in text.splitlines()
    assert "Lời báo này thay cho" not in text


def test_a_deadline_by_the_hour_shows_its_minute_and_a_remark_is_said() -> None:
    _, text = letter("overdue", due_at=DUE - timedelta(hours=8), remark="Lời báo này thay cho 2 lời nhắc trước.")
    assert "Thời hạn:     15:59 ngày 26/11/2026" in text
    assert "Lời báo này thay cho 2 lời nhắc trước." in text.splitlines()


def test_without_a_publication_there_are_no_empty_lines_for_it() -> None:
    _, text = letter("reminder", publication_title="", outlet_name="", publication_address="")
    assert "Nội dung:" not in text


def test_a_case_that_is_handed_over_without_a_deadline_speaks_of_none() -> None:
    _, text = letter(
        "handover", rule_id="", rule_title="", due_at=None, derivation=(), remark="A đã kết thúc; B tiếp tục"
    )
    assert "Thời hạn:" not in text
    assert "A đã kết thúc; B tiếp tục" in text.splitlines()


def test_a_hostile_title_breaks_no_line() -> None:
    _, text = letter("reminder", case_title="Nợ lương\nKính gửi: kẻ gian", rule_title="a\r\nb")
    assert "Vụ việc:      Nợ lương Kính gửi: kẻ gian" in text.splitlines()


def test_a_mark_that_is_newer_than_this_notify_is_shown_as_it_is() -> None:
    assert "(mức xác minh: V9)" in letter("reminder", mark="V9")[1]


def request(kind: str, number: int = 1) -> Arrival[NoticeRequestedV1]:
    event = NoticeRequestedV1(
        event_id=f"e{number}",
        occurred_at=AT,
        subject_id="case-1",
        subject_version=1,
        correlation_id="journey",
        notice_id=f"n{number}",
        kind=kind,
        recipient=Recipient(body_id="a", name="A", address="a@b.example"),
        case_title="t",
        outlet_name="",
        publication_title="",
        publication_address="",
        captured_at=AT,
        derivation=["một"],
    )
    return Arrival(event, Record("", 0, 0, 0, None, b""))


async def test_a_kind_without_a_letter_is_parked_with_words_and_leaves_nothing_behind() -> None:
    works = in_memory_works()
    handle = on_notices_requested(works, lambda: None)
    with pytest.raises(
        UnknownKind, match=r"no letter.*escalation, handover, overdue, reminder, verification-requested.*replay"
    ):
        await handle([request("sung")])
    assert works.table("notices") == {}
    assert await handle([request("reminder")]) == {"e1"}
    assert works.table("notices")["n1"]["notice"].derivation == ("một",)
