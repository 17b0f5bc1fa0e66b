"""Letters to and from a unit: internal targets are called internal, counts add up."""

import pytest
from tests.unit.casework.letters.papers import example, read, rendered

from casework.letters.errors import CaseUnreadable


def test_the_request_to_verify_calls_its_deadline_internal():
    text = read("verification", assigned_at="2026-03-02T08:00:00+07:00").body()
    assert "khẩn trương tổ chức kiểm tra, xác minh" in text
    assert "trước khi hết ngày 04 tháng 3 năm 2026" in text
    assert "thời hạn nội bộ" in text
    assert "không phải thời hạn theo quy định của pháp luật" in text
    assert "nêu giải pháp khắc phục" in text


def test_the_internal_deadline_steps_over_tet():
    done = rendered("verification", assigned_at="2026-02-13T08:00:00+07:00")
    assert done.draft.dues[0].rule.force == "internal"
    assert done.draft.fields["due"] == "hết ngày 24 tháng 02 năm 2026"


def test_every_publication_and_question_is_listed():
    text = read("verification").body()
    facts = example("verification")
    for one in facts["publications"]:
        assert f"- {one['outlet']}: “{one['title']}” ({one['address']})" in text
    assert "3. Công đoàn cơ sở đã làm gì, có văn bản nào." in text


def test_the_reminder_names_the_letter_and_both_deadlines():
    done = rendered("reminder", asked_at="2026-03-02T08:00:00+07:00", assigned_at="2026-03-05T08:00:00+07:00")
    assert done.draft.fields["missed"] == "hết ngày 04 tháng 3 năm 2026"
    assert done.draft.fields["due"] == "hết ngày 09 tháng 3 năm 2026"
    text = read("reminder").body()
    assert "Văn bản số 03/LĐLĐ-CTCĐ ngày 20 tháng 11 năm 2026" in text
    assert "Thời hạn nội bộ" in text


def test_a_reminder_needs_what_it_reminds_of():
    with pytest.raises(CaseUnreadable, match="sent, asked_at"):
        rendered("reminder", sent=None, asked_at=None)
    with pytest.raises(CaseUnreadable, match="asked_at"):
        rendered("reminder", assigned_at="2026-11-01T08:00:00+07:00")


def test_the_report_is_a_report_with_all_counts():
    document = read("report", figures={"publications": 1234567 % 1_000_000})
    assert document.one("HC Tên loại").text == "BÁO CÁO"
    assert document.one("HC Kính gửi").text == "Kính gửi: Liên đoàn Lao động tỉnh Lào Cai (qua Ban Công tác công đoàn)"
    table = document.document.tables[1]
    counts = {row.cells[0].text: row.cells[1].text for row in table.rows[1:]}
    assert len(counts) == 28
    assert [cell.text for cell in table.rows[0].cells] == ["Nội dung", "Số lượng", "Cùng kỳ năm trước"]
    before = {row.cells[0].text: row.cells[2].text for row in table.rows[1:]}
    assert (before["Vụ việc phải xử lý trong kỳ"], before["Thời hạn bị lỡ"]) == ("6", "–")
    assert counts["Tin, bài liên quan đã ghi nhận"] == "234.567"
    assert counts["Trong đó: báo chí, mạng xã hội phản ánh đúng"] == "3"
    assert table.rows[0].cells[0].paragraphs[0].style.name == "HC Bảng tiêu đề"


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ({"accurate": 4}, "cộng lại là 10"),
        ({"remedies_done": 7}, "remedies_done lớn hơn remedies_planned"),
        ({"press_answers": 5}, "press_answers lớn hơn press_questions"),
        ({"silent": 2}, "lớn hơn requests_sent"),
    ],
)
def test_counts_that_do_not_add_up_are_refused(figures, words):
    with pytest.raises(CaseUnreadable, match=words):
        rendered("report", figures=figures)


def test_a_period_other_than_the_configured_one_is_said():
    assert not any("khác kỳ" in note for note in rendered("report").draft.notes)
    other = rendered("report", period={"last": "2026-11-30"})
    assert any("khác kỳ" in note for note in other.draft.notes)
