"""What stands in the components: number, date, addressees, signature, copies."""

import pytest
from tests.unit.casework.letters.papers import read, rendered

from casework.letters.errors import CaseUnreadable
from casework.letters.kinds import KINDS


@pytest.mark.parametrize(
    ("number", "kind", "line"),
    [
        (5, "correction", "Số: 05/LĐLĐ-CTCĐ"),
        (12, "verification", "Số: 12/LĐLĐ-CTCĐ"),
        (123, "copy", "Số: 123/LĐLĐ-CTCĐ"),
        (5, "report", "Số: 05/BC-CĐ"),
        (None, "correction", "Số:         /LĐLĐ-CTCĐ"),
    ],
)
def test_number_and_symbol(number, kind, line):
    date = "2026-12-15" if number else None
    assert read(kind, number=number, date=date).one("HC Số ký hiệu").text == line


def test_a_letter_without_a_drafting_unit_looks_like_that_of_2022():
    document = read("verification", archive={"unit": None, "copies": None})
    assert document.one("HC Số ký hiệu").text == "Số:         /LĐLĐ"
    assert document.styled("HC Nơi nhận danh sách")[-1].text == "- Lưu: VT."


@pytest.mark.parametrize(
    ("date", "line"),
    [
        ("2026-01-05", "Lào Cai, ngày 05 tháng 01 năm 2026"),
        ("2026-02-28", "Lào Cai, ngày 28 tháng 02 năm 2026"),
        ("2022-08-12", "Lào Cai, ngày 12 tháng 8 năm 2022"),
        ("2026-03-09", "Lào Cai, ngày 09 tháng 3 năm 2026"),
        ("2026-11-30", "Lào Cai, ngày 30 tháng 11 năm 2026"),
        (None, "Lào Cai, ngày      tháng      năm         "),
    ],
)
def test_days_below_ten_and_the_first_two_months_carry_a_zero(date, line):
    assert read("verification", date=date).one("HC Địa danh thời gian").text == line


def test_one_addressee_stands_on_the_line_of_kinh_gui():
    document = read("correction")
    assert document.one("HC Kính gửi").text == "Kính gửi: Báo Ví dụ"
    assert document.styled("HC Kính gửi nhiều nơi") == []


def test_several_addressees_stand_in_a_list_under_the_colon():
    document = read("copy", copies=["Cơ quan một", "Cơ quan hai", "Cơ quan ba"])
    title = document.one("HC Kính gửi")
    assert title.text == "Kính gửi:"
    lines = document.styled("HC Kính gửi nhiều nơi")
    assert [line.text for line in lines] == ["- Cơ quan một;", "- Cơ quan hai;", "- Cơ quan ba."]
    dash = lines[0].paragraph_format.left_indent.mm + lines[0].paragraph_format.first_line_indent.mm
    assert dash == pytest.approx(title.paragraph_format.left_indent.mm + 17.6, abs=0.5)


@pytest.mark.parametrize(
    ("signer", "lines"),
    [
        (
            {"on_behalf_of": "Ban Thường vụ", "capacity": "KT.", "stands_for": "Chủ tịch", "post": "Phó Chủ tịch"},
            ["TM. BAN THƯỜNG VỤ", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        ),
        (
            {"on_behalf_of": "Ban Thường vụ", "capacity": None, "stands_for": None, "post": "Phó Chủ tịch"},
            ["TM. BAN THƯỜNG VỤ", "PHÓ CHỦ TỊCH"],
        ),
        ({"on_behalf_of": None, "capacity": None, "stands_for": None, "post": "Chủ tịch"}, ["CHỦ TỊCH"]),
        ({"on_behalf_of": None, "capacity": "Q.", "stands_for": None, "post": "Chủ tịch"}, ["Q. CHỦ TỊCH"]),
        (
            {"on_behalf_of": None, "capacity": "TL.", "stands_for": "Chủ tịch", "post": "Trưởng ban"},
            ["TL. CHỦ TỊCH", "TRƯỞNG BAN"],
        ),
    ],
)
def test_the_signature_block(signer, lines):
    document = read("verification", signer={**signer, "name": "Đỗ Lê Tín"})
    assert [one.text for one in document.styled("HC Quyền hạn chức vụ")] == lines
    assert document.one("HC Họ tên người ký").text == "Đỗ Lê Tín"


def test_a_deputy_without_kt_is_allowed_as_in_2022_and_said_to_the_drafter():
    signer = {"on_behalf_of": "Ban Thường vụ", "capacity": None, "stands_for": None, "post": "Phó Chủ tịch"}
    assert any("KT." in note for note in rendered("verification", signer=signer).draft.notes)
    with pytest.raises(CaseUnreadable, match="cấp phó ký thay"):
        rendered("verification", signer={**signer, "on_behalf_of": None})


def test_the_place_of_copies_ends_with_the_archive():
    document = read("correction", typist={"code": "TTB", "copies": 8})
    assert document.one("HC Nơi nhận").text == "Nơi nhận:"
    assert [one.text for one in document.styled("HC Nơi nhận danh sách")] == [
        "- Như trên;",
        "- Ban Tuyên giáo và Dân vận Tỉnh ủy;",
        "- Sở Văn hóa, Thể thao và Du lịch;",
        "- Thường trực Liên đoàn Lao động tỉnh;",
        "- Lưu: VT, CTCĐ (02).",
    ]
    assert document.one("HC Người soạn").text == "TTB.(8)"


@pytest.mark.parametrize("kind", KINDS)
def test_the_text_ends_with_its_sign(kind):
    *others, last = [one.text for one in read(kind).document.paragraphs if one.text]
    assert last.endswith("./.")
    assert not any("./." in text for text in others)


def test_a_name_too_long_for_its_column_is_refused_with_the_cure():
    with pytest.raises(CaseUnreadable, match="Chia tên thành nhiều dòng"):
        rendered("correction", letterhead={"body": ["Liên đoàn Lao động tỉnh Lào Cai"]})
