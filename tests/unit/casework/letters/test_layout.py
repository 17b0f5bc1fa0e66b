"""Every measurement of Nghị định 30/2020 that a letter must have, read back from the .docx."""

import pytest
from docx.enum.section import WD_ORIENTATION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from tests.unit.casework.letters.papers import read

from casework.letters.kinds import KINDS
from casework.letters.measure import width_mm

PLAIN, BOLD, ITALIC, BOTH = (False, False), (True, False), (False, True), (True, True)

# cell, style, sizes, bold and italic, alignment
COMPONENTS = [
    ("1", "HC Quốc hiệu", (12, 13), BOLD, ALIGN.CENTER),
    ("1", "HC Tiêu ngữ", (13, 14), BOLD, ALIGN.CENTER),
    ("2", "HC Cơ quan chủ quản", (12, 13), PLAIN, ALIGN.CENTER),
    ("2", "HC Cơ quan ban hành", (12, 13), BOLD, ALIGN.CENTER),
    ("3", "HC Số ký hiệu", (13, 13), PLAIN, ALIGN.CENTER),
    ("4", "HC Địa danh thời gian", (13, 14), ITALIC, ALIGN.CENTER),
    ("5a", "HC Tên loại", (13, 14), BOLD, ALIGN.CENTER),
    ("5a", "HC Trích yếu", (13, 14), BOLD, ALIGN.CENTER),
    ("5b", "HC Trích yếu công văn", (12, 13), PLAIN, ALIGN.CENTER),
    ("6", "HC Nội dung", (13, 14), PLAIN, ALIGN.JUSTIFY),
    ("7a", "HC Quyền hạn chức vụ", (13, 14), BOLD, ALIGN.CENTER),
    ("7b", "HC Họ tên người ký", (13, 14), BOLD, ALIGN.CENTER),
    ("9a", "HC Kính gửi", (13, 14), PLAIN, ALIGN.CENTER),
    ("9b", "HC Nơi nhận", (12, 12), BOTH, ALIGN.LEFT),
    ("9b", "HC Nơi nhận danh sách", (11, 11), PLAIN, ALIGN.LEFT),
    ("10a", "HC Độ mật", (13, 14), BOLD, ALIGN.CENTER),
    ("10b", "HC Độ khẩn", (13, 14), BOLD, ALIGN.CENTER),
    ("11", "HC Lưu hành", (13, 14), BOLD, ALIGN.CENTER),
    ("12", "HC Người soạn", (11, 11), PLAIN, ALIGN.LEFT),
    ("13", "HC Địa chỉ", (11, 12), PLAIN, ALIGN.LEFT),
    ("số trang", "HC Số trang", (13, 14), PLAIN, ALIGN.CENTER),
]
ALL_MARKS = {"urgency": "KHẨN", "secrecy": "MẬT", "circulation": "LƯU HÀNH NỘI BỘ"}


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_is_a4_with_the_decrees_margins(kind):
    (section,) = read(kind).document.sections
    assert section.orientation == WD_ORIENTATION.PORTRAIT
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert 20 <= round(section.top_margin.mm, 1) <= 25
    assert 20 <= round(section.bottom_margin.mm, 1) <= 25
    assert 30 <= round(section.left_margin.mm, 1) <= 35
    assert 15 <= round(section.right_margin.mm, 1) <= 20


@pytest.mark.parametrize(("cell", "name", "sizes", "weight", "align"), COMPONENTS)
def test_each_component_has_its_size_style_and_place(cell, name, sizes, weight, align):
    kind = "report" if cell == "5a" else "correction"
    document = read(kind, **ALL_MARKS)
    found = document.styled(name)
    assert found, f"ô {cell} is in the letter"
    style = found[0].style
    assert sizes[0] <= style.font.size.pt <= sizes[1]
    assert (bool(style.font.bold), bool(style.font.italic)) == weight
    assert style.paragraph_format.alignment == align
    assert style.font.name == "Times New Roman"
    assert style.font.color.rgb == (0, 0, 0)
    for run in (run for paragraph in found for run in paragraph.runs):
        assert (run.font.size, run.font.bold, run.font.italic, run.font.name) == (None, None, None, None)


@pytest.mark.parametrize("kind", KINDS)
def test_no_part_of_the_letter_names_another_font(kind):
    document = read(kind).document
    fonts = [element for element in document.styles.element.iter(qn("w:rFonts"))]
    assert fonts
    assert {element.get(qn("w:ascii")) for element in fonts} == {"Times New Roman"}
    assert all(element.get(qn("w:asciiTheme")) is None for element in fonts)
    assert document.styles.element.find(qn("w:docDefaults")) is None


def test_the_body_is_justified_indented_and_spaced():
    style = read("correction").styled("HC Nội dung")[0].style.paragraph_format
    assert round(style.first_line_indent.cm, 2) == 1.27
    assert style.space_after.pt >= 6
    assert 1.0 <= style.line_spacing <= 1.5


def test_the_subject_stands_six_points_under_the_number():
    document = read("verification")
    assert [p.style.name for p in document.head.cell(1, 0).paragraphs[:2]] == ["HC Số ký hiệu", "HC Trích yếu công văn"]
    assert document.one("HC Trích yếu công văn").style.paragraph_format.space_before.pt == 6
    assert document.one("HC Trích yếu công văn").text.startswith("V/v ")


def test_number_and_dateline_share_a_line_and_name_and_nation_are_on_top():
    head = read("correction").head
    assert head.cell(1, 0).paragraphs[0].style.name == "HC Số ký hiệu"
    assert head.cell(1, 1).paragraphs[0].style.name == "HC Địa danh thời gian"
    assert head.cell(0, 1).paragraphs[0].text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert head.cell(0, 1).paragraphs[1].text == "Độc lập - Tự do - Hạnh phúc"
    assert [p.text for p in head.cell(0, 0).paragraphs[:4]] == [
        "TỔNG LIÊN ĐOÀN LAO ĐỘNG",
        "VIỆT NAM",
        "LIÊN ĐOÀN LAO ĐỘNG",
        "TỈNH LÀO CAI",
    ]
    assert "ĐẢNG CỘNG SẢN" not in read("copy").text()


def test_the_nations_name_fits_on_one_line():
    head = read("correction").head
    assert width_mm(head.cell(0, 1).paragraphs[0].text, 12, bold=True) < head.cell(0, 1).width.mm


def rule_length(cell, rule) -> float:
    form = rule.paragraph_format
    assert form.left_indent == form.right_indent, "the rule is centred"
    return float(cell.width.mm - form.left_indent.mm - form.right_indent.mm)


def has_line(paragraph) -> bool:
    top = paragraph.style.element.find(f".//{qn('w:pBdr')}/{qn('w:top')}")
    return top is not None and top.get(qn("w:val")) == "single"


def test_the_rule_under_the_motto_is_as_long_as_the_motto():
    cell = read("correction").head.cell(0, 1)
    motto, rule = cell.paragraphs[1:3]
    assert has_line(rule)
    assert rule_length(cell, rule) == pytest.approx(width_mm(motto.text, 13, bold=True), abs=0.2)


@pytest.mark.parametrize("body", [["Công đoàn", "Y tế"], ["Liên đoàn Lao động", "tỉnh Lào Cai"], ["Công đoàn X"]])
def test_the_rule_under_the_issuer_is_a_third_to_a_half_of_its_name(body):
    cell = read("correction", letterhead={"body": body}).head.cell(0, 0)
    name, rule = cell.paragraphs[-2:]
    assert has_line(rule)
    assert 1 / 3 <= rule_length(cell, rule) / width_mm(name.text, 12, bold=True) <= 1 / 2


def test_the_rule_under_the_title_of_a_report_too():
    document = read("report").document
    paragraphs = document.paragraphs
    number = next(i for i, one in enumerate(paragraphs) if one.style.name == "HC Kẻ ngắn")
    form, section = paragraphs[number].paragraph_format, document.sections[0]
    room = section.page_width.mm - section.left_margin.mm - section.right_margin.mm
    share = (room - 2 * form.left_indent.mm) / width_mm(paragraphs[number - 1].text, 14, bold=True)
    assert 1 / 3 <= share <= 1 / 2


def test_page_numbers_are_centred_on_top_from_page_two():
    section = read("correction").document.sections[0]
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == ""
    assert "PAGE" in section.header.paragraphs[0]._p.xml
    assert "PAGE" not in section.first_page_header.paragraphs[0]._p.xml
    assert section.header_distance < section.top_margin


@pytest.mark.parametrize(("word", "width"), [("KHẨN", 20), ("THƯỢNG KHẨN", 40), ("HỎA TỐC", 30)])
def test_the_stamp_of_urgency_has_the_size_of_its_word(word, width):
    (box,) = read("correction", urgency=word).head.cell(1, 0).tables
    assert box.cell(0, 0).text == word
    assert round(box.cell(0, 0).width.mm) == width
    assert round(box.rows[0].height.mm) == 8


def test_the_limit_of_circulation_stands_in_a_frame():
    (box,) = read("copy", circulation="XEM XONG TRẢ LẠI").head.cell(1, 1).tables
    assert box.cell(0, 0).text == "XEM XONG TRẢ LẠI"
    assert 'w:top w:val="single"' in box._tbl.xml


def test_without_urgency_address_or_typist_nothing_of_them_is_left():
    document = read("correction", urgency=None, typist=None, letterhead={"address": []})
    assert document.head.cell(1, 0).tables == []
    assert document.styled("HC Người soạn") == []
    assert document.styled("HC Địa chỉ") == []


def test_the_signature_stays_with_the_end_of_the_text():
    document = read("correction")
    assert document.document.paragraphs[-1].paragraph_format.keep_with_next
    assert "cantSplit" in document.foot._tbl.xml
