"""What is filled in from the case, what its writer must say, and what neither may."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from pydantic import ValidationError
from tests.unit.casework.correspondence.examples import (
    AT,
    CONTACT,
    COPY,
    CORRECTION,
    REMINDER,
    SAID,
    VERIFICATION,
    a_case,
    a_life,
    a_matter,
    own,
    the_directory,
    the_issuer,
)
from tests.unit.casework.letters.papers import Read

from casework.correspondence.drafting import with_notes
from casework.correspondence.filed import Filed
from casework.correspondence.prefilling import prefilled
from casework.correspondence.printing import Press
from casework.correspondence.refusals import CannotWrite
from casework.domain.directory import Directory, NoOversightBody
from casework.domain.life.life import Life
from casework.domain.life.refusals import Missing
from casework.domain.roles import Role
from casework.letters.errors import CaseUnreadable, LetterError
from casework.letters.letter import draft
from casework.letters.receipt import Receipt
from casework.letters.register import next_entry
from casework.letters.steps import Actor

OFFICER, LEADER, CHAIR = (
    Actor("lan", Role.WATCH_OFFICER),
    Actor("binh", Role.LEADER),
    Actor("phat", Role.LEADER),
)
GROUND = {"document": "KL-12/TTr", "date": date(2026, 11, 20)}
press = Press()


async def gone_out(said, matter, place=1, received=False) -> Filed:
    """A letter that has been signed and issued."""
    given = own(said)
    sheet = await press.draft(given.kind, prefilled(given, matter))
    letter = draft("letter-1", "LĐLĐ", "phat", sheet.sha256, OFFICER, AT).proposed(OFFICER, AT)
    letter = letter.approved(LEADER, sheet.sha256, AT)
    number = next_entry(4, "LĐLĐ", "letter-1", "phat", AT)
    letter = letter.signed(CHAIR, sheet.sha256, number, "c" * 64, AT).issued(OFFICER, "c" * 64, AT)
    letter = letter.received(OFFICER, Receipt(AT, "vận đơn"), AT) if received else letter
    return Filed(letter, "case-1", place, given.kind, {}, sheet.printed, said.get("request_id"))


def test_a_request_to_an_outlet_is_filled_in_from_the_case():
    matter = a_matter()
    paper = prefilled(own(CORRECTION), matter)
    assert (paper.outlet.name, paper.outlet.owner, paper.outlet.medium) == ("Báo Lào Cai", "Tỉnh ủy Lào Cai", "online")
    assert (paper.work.title, paper.work.url) == ("Công nhân Lào Cai bị nợ lương ba tháng", "https://bao.example/tin/1")
    assert paper.statements[0].truth == "Nợ lương một tháng, không phải ba."
    assert paper.evidence == ["Bảng lương tháng 10", "Biên bản làm việc"]
    assert (paper.harmed, paper.conclusion, paper.received_at) == (None, None, AT), "no harm is claimed of itself"
    assert paper.copies == [
        "Ban Tuyên giáo và Dân vận Tỉnh ủy Lào Cai",
        "Sở Văn hóa, Thể thao và Du lịch tỉnh Lào Cai",
        "Thường trực Liên đoàn Lao động tỉnh Lào Cai",
    ]
    assert (paper.signer.name, paper.signer.post, paper.number) == ("Nguyễn Văn Phát", "Chủ tịch", None)
    assert any("Thay bằng đúng từng chữ" in note for note in matter.notes), "a quotation is not to be taken on trust"
    assert any("mức xác minh: theo nguồn thứ cấp" in note for note in matter.notes), "marks stay visible"


def test_an_outlet_is_found_by_the_directorys_id_whatever_its_feed_is_called():
    matter = a_matter()
    matter.publications = [replace(matter.publications[0], outlet_name="Báo Lào Cai điện tử", outlet_id="bao-lao-cai")]
    paper = prefilled(own(CORRECTION), matter)
    assert (paper.outlet.name, paper.outlet.owner) == ("Báo Lào Cai", "Tỉnh ủy Lào Cai")


def test_recipients_are_those_of_the_day():
    matter = a_matter(now=datetime(2022, 8, 20, 2, tzinfo=UTC))
    matter.publications = [replace(matter.publications[0], published_at=datetime(2022, 8, 19, 2, tzinfo=UTC))]
    paper = prefilled(own(CORRECTION), matter)
    assert paper.copies[:2] == ["Ban Tuyên giáo Tỉnh ủy Lào Cai", "Sở Thông tin và Truyền thông tỉnh Lào Cai"]


def test_the_writers_own_fields_stand_over_what_was_filled_in():
    said = {"quote": "Ba tháng nay không có lương", "truth": "Một tháng."}
    changes = {"statements": [said], "evidence": ["Sao kê"], "harmed": "Công ty", "section": "Bạn đọc", "owner": "X"}
    paper = prefilled(own(CORRECTION, **changes, copies=["Nơi khác"]), a_matter())
    assert (paper.statements[0].quote, paper.evidence, paper.harmed) == (said["quote"], ["Sao kê"], "Công ty")
    assert (paper.work.section, paper.copies, paper.outlet.owner) == ("Bạn đọc", ["Nơi khác"], "X")


def test_on_the_track_of_correction_the_state_bodys_conclusion_is_cited():
    paper = prefilled(own(CORRECTION, conclusion=GROUND), a_matter(a_life("correction")))
    assert (paper.conclusion.issuer, paper.conclusion.document) == ("Thanh tra tỉnh", "KL-12/TTr")
    assert paper.conclusion.finding == "Nợ lương một tháng, không phải ba."


@pytest.mark.parametrize("field", ["title", "number", "date", "outlet", "secrecy", "letterhead"])
def test_what_is_not_the_writers_cannot_be_given(field):
    with pytest.raises(ValidationError, match="extra_forbidden"):
        own(CORRECTION, **{field: "x"})


def _unknown_outlet():
    matter = a_matter()
    matter.publications = [replace(matter.publications[0], outlet_name="Báo Lạ")]
    return matter


def _undated():
    matter = a_matter()
    matter.publications = [replace(matter.publications[0], published_at=None)]
    return matter


def unapproved() -> Life:
    life = a_life()
    return replace(life, conclusion=replace(life.conclusion, approved_by=None, approved_at=None))


REFUSED = [
    (CannotWrite, "Cơ quan chủ quản", CORRECTION, {}, _unknown_outlet),
    (CannotWrite, "Đăng lúc", CORRECTION, {}, _undated),
    (CannotWrite, "chưa được duyệt", CORRECTION, {}, lambda: a_matter(unapproved())),
    (CannotWrite, "bỏ mục “Văn bản kết luận", CORRECTION, {"conclusion": GROUND}, a_matter),
    (CannotWrite, "Thanh tra tỉnh", CORRECTION, {}, lambda: a_matter(a_life("correction"))),
    (CannotWrite, "Tài liệu gửi kèm", CORRECTION, {}, lambda: a_matter(a_life(findings=()))),
    (CannotWrite, "đã gửi, đã rút", CORRECTION, {}, lambda: a_matter(replace(a_life(), stage="closed"))),
    (CannotWrite, "không còn trong hồ sơ", CORRECTION, {}, lambda: a_matter(publications=[])),
    (Missing, "không có yêu cầu", CORRECTION, {"request_id": "r9"}, a_matter),
    (NoOversightBody, "oversight", CORRECTION, {"owner": "X"}, lambda: a_matter(directory=Directory(()))),
    (CannotWrite, "thư điện tử liên hệ", CORRECTION, {"contact": None}, a_matter),
    (CaseUnreadable, "stands_for", CORRECTION, {"signer": {"post": "Phó Chủ tịch", "capacity": "KT."}}, a_matter),
    (CannotWrite, "Bản sao gửi sau", COPY, {}, a_matter),
    (CannotWrite, "không ở bước xác minh", VERIFICATION, {}, a_matter),
    (CannotWrite, "chưa có gì để đôn đốc", REMINDER, {}, lambda: a_matter(Life("verifying"))),
]


@pytest.mark.parametrize(("kind", "words", "said", "changes", "matter"), REFUSED)
def test_what_is_lacking_is_named_with_its_cure(kind, words, said, changes, matter):
    with pytest.raises(kind, match=words):
        prefilled(own(said, **changes), matter())


def test_the_issuers_own_contact_serves_where_it_is_known():
    matter = a_matter(issuer=the_issuer(phone="0214 1", email="a@b.example"))
    assert prefilled(own(CORRECTION, contact=None), matter).contact.name == "Đỗ Thị Lan"


async def test_a_copy_says_what_the_letter_said_by_its_number():
    first = await gone_out(CORRECTION, a_matter(), received=True)
    paper = prefilled(own(COPY), a_matter(earlier=[first]))
    assert (paper.sent.number, paper.sent.date) == ("05/LĐLĐ", date(2026, 11, 25))
    assert paper.statements[0].truth == "Nợ lương một tháng, không phải ba."
    assert len(paper.copies) == 2, "nobody writes to himself"
    sheet = await press.draft("copy", paper)
    assert "05/LĐLĐ" in Read(sheet.content).text()


async def test_a_unit_is_asked_and_reminded():
    matter = a_matter(Life("verification-requested"))
    paper = prefilled(own(VERIFICATION), matter)
    case, _ = a_case()
    assert (paper.unit, paper.assigned_at, len(paper.questions)) == ("Công đoàn Cam Đường", case.opened_at, 3)
    assert any("câu hỏi chung" in note for note in matter.notes)
    first = await gone_out(VERIFICATION, a_matter(Life("verification-requested")))
    again = prefilled(own(REMINDER), a_matter(Life("verifying"), earlier=[first]))
    assert (again.sent.number, again.asked_at, again.assigned_at) == ("05/LĐLĐ", case.opened_at, AT)
    other = replace(case.unit, name="Công đoàn Sa Pa")
    moved = a_matter(Life("verifying"), earlier=[first])
    moved.case = replace(moved.case, unit=other)
    with pytest.raises(CannotWrite, match="Công đoàn Sa Pa"):
        prefilled(own(REMINDER), moved)


async def test_the_same_facts_and_template_are_the_same_bytes_and_both_are_recorded(tmp_path):
    sheet = await press.draft("correction", prefilled(own(CORRECTION), a_matter()))
    again = await press.again("correction", sheet.printed.facts)
    assert (again.sha256, again.printed.facts) == (sheet.sha256, sheet.printed.facts)
    assert sheet.printed.template.name == "packaged/correction.docx"
    numbered = await press.again("correction", sheet.printed.facts, 5, date(2026, 11, 24))
    assert "Số: 05/LĐLĐ" in Read(numbered.content).text()
    assert "ngày 24 tháng 11 năm 2026" in Read(numbered.content).text()


async def test_an_edited_template_is_taken_and_recorded(tmp_path):
    (tmp_path / "correction.docx").write_bytes((await press.draft("correction", _paper())).content)
    sheet = await Press(tmp_path).draft("correction", _paper())
    packaged = await press.draft("correction", _paper())
    assert sheet.printed.template.name == "correction.docx"
    assert sheet.printed.template.sha256 != packaged.printed.template.sha256
    (tmp_path / "correction.docx").write_bytes(b"PK no")
    with pytest.raises(LetterError, match=r"correction\.docx"):
        await Press(tmp_path).draft("correction", _paper())


def _paper():
    return prefilled(own(CORRECTION), a_matter())


def test_said_and_contact_are_complete():
    assert own(VERIFICATION).contact.model_dump() == CONTACT
    assert SAID["signatory"] == "phat"
    assert the_directory().recipients_of_copies(date(2026, 11, 24))


@pytest.mark.parametrize("said", [CORRECTION, CORRECTION | {"owner": "X"}])
async def test_what_is_to_be_checked_is_said_in_words(said):
    matter = a_matter()
    sheet = await press.draft("correction", prefilled(own(said), matter))
    notes = " ".join(with_notes(sheet.printed, matter.notes).notes)
    assert "Nơi ban hành: Liên đoàn Lao động tỉnh Lào Cai (mức xác minh: đã kiểm chứng)" in notes
    assert "suy luận" in notes
    assert not re.search(r"\b(ldld-tinh|INF|V2|V-ocr|U|V)\b", notes), notes
