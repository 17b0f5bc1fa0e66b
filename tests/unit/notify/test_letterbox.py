"""The mail: Vietnamese, and unbreakable by whatever a title holds."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest

from notify.channels.letterbox import SUBJECT_LIMIT, Letterbox, one_line
from notify.settings import Settings
from notify.testing import AT, a_notice

LETTERBOX = Letterbox(Settings(console_url="https://console.example"))
HEADERS = [
    "Auto-Submitted",
    "Content-Transfer-Encoding",
    "Content-Type",
    "Date",
    "From",
    "MIME-Version",
    "Message-ID",
    "Subject",
    "To",
]


def received(letterbox: Letterbox = LETTERBOX, **notice: Any) -> EmailMessage:
    """As the recipient's server reads it: composed, serialised, parsed."""
    raw = letterbox.compose(a_notice(**notice), AT).as_bytes()
    return message_from_bytes(raw, policy=policy.default)


def test_subject_and_body_arrive_in_vietnamese() -> None:
    mail = received()
    assert mail["Subject"] == "[Hai Chiều] Đề nghị xác minh: Công nhân Lào Cai bị nợ lương ba tháng"
    assert "Kính gửi: Công đoàn phường Cam Đường" in mail.get_content()
    assert "Báo Lào Cai" in mail.get_content()
    assert mail["To"] == "cam-duong@cong-doan.example"


def test_the_body_is_sent_in_seven_bits() -> None:
    raw = LETTERBOX.compose(a_notice(), AT).as_bytes()
    assert raw.isascii()


def test_the_time_limit_says_that_it_is_an_internal_target() -> None:
    text = received().get_content()
    assert "Trả lời chậm nhất: 10:52 ngày 26/11/2026 (mục tiêu nội bộ, không phải thời hạn theo luật)" in text
    assert "Trả lời chậm nhất" not in received(due_at=None).get_content()


def test_times_are_told_in_vietnam_and_an_unknown_one_is_called_so() -> None:
    assert "Đăng lúc:     10:52 ngày 24/11/2026" in received().get_content()
    assert "Đăng lúc:     không rõ" in received(published_at=None).get_content()
    assert received()["Date"] == "Tue, 24 Nov 2026 10:52:07 +0700"


def test_the_link_leads_to_the_case_when_the_console_has_an_address() -> None:
    assert "https://console.example/cases/case-1" in received().get_content()
    assert "Hồ sơ vụ việc" not in received(Letterbox(Settings())).get_content()


def test_a_repeat_has_the_same_message_id_and_another_notice_another() -> None:
    first, again = received(attempt=1), received(attempt=2)
    assert first["Message-ID"] == again["Message-ID"] == "<notice-1@hai-chieu.ldld-laocai.example>"
    assert received(id="notice-2")["Message-ID"] != first["Message-ID"]


HOSTILE = [
    "Tin\nBcc: all@elsewhere.example",
    "Tin\r\nBcc: all@elsewhere.example\r\n\r\nBody",
    "Tin\rBcc: all@elsewhere.example",
    "Tin\x85Bcc: all@elsewhere.example",
    "Tin\u2028Bcc: all@elsewhere.example",
    "Tin\x0b\x0c\x1c\x1d\x1eBcc: all@elsewhere.example",
    "Tin\x00",
    "=?utf-8?q?Tin=0ABcc:_all@elsewhere.example?=",
    "=?utf-8?b?VGluCkJjYzogYWxsQGVsc2V3aGVyZS5leGFtcGxl?=",
    "==??utf-8?q?Tin=0ABcc:x?=",
    "a" * 5_000,
    "\U0001f600" * 300,
    "",
    " \u00a0 ",
]


@pytest.mark.parametrize("title", HOSTILE)
@pytest.mark.parametrize("field", ["case_title", "publication_title", "outlet_name", "recipient_name"])
def test_no_text_adds_a_header_or_a_recipient(field: str, title: str) -> None:
    mail = received(**{field: title})
    assert sorted(mail.keys()) == HEADERS
    assert mail["To"] == "cam-duong@cong-doan.example"
    assert len(mail["Subject"]) <= SUBJECT_LIMIT
    assert "Thư này do hệ thống Hai Chiều" in mail.get_content()


@pytest.mark.parametrize("title", HOSTILE)
def test_an_address_of_the_directory_cannot_add_a_header_either(title: str) -> None:
    assert sorted(received(address=f"{title} <a@b.example>").keys()) == HEADERS


def test_one_line_keeps_the_words() -> None:
    assert one_line("  Nợ\r\n lương\x00 ba tháng\u2029") == "Nợ  lương  ba tháng"
