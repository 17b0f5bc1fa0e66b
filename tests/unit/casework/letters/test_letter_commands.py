"""`haichieu letter`, as a person or a program calls it."""

import hashlib
import json

import pytest
from docx import Document

from casework.letters.kinds import KINDS
from haichieu.cli import main


def run(capsysbinary, *words):
    code = main(["letter", *map(str, words)])
    said = capsysbinary.readouterr()
    return code, said.out.decode(), said.err.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_renders_and_says_what_it_stands_on(kind, tmp_path, capsysbinary):
    case, out = tmp_path / "case.json", tmp_path / "thư.docx"
    code, text, _ = run(capsysbinary, "example", kind)
    assert code == 0
    case.write_text(text, "utf-8")
    code, text, _ = run(capsysbinary, "render", case, "--kind", kind, "-o", out)
    assert code == 0
    answer = json.loads(text)
    assert answer["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    assert answer["kind"] == kind
    assert any("933/QĐ-TLĐ" in note and "chưa kiểm chứng)" in note for note in answer["notes"])
    assert {"rule", "due", "mark", "force", "derivation", "row"} <= answer["deadlines"][0].keys()
    assert Document(str(out)).tables


def test_an_exported_template_is_edited_and_used(tmp_path, capsysbinary):
    case, template, out = tmp_path / "case.json", tmp_path / "mẫu.docx", tmp_path / "out.docx"
    case.write_text(run(capsysbinary, "example", "reminder")[1], "utf-8")
    code, text, _ = run(capsysbinary, "template", "export", "reminder", template)
    assert code == 0
    assert "--template" in text
    document = Document(str(template))
    document.paragraphs[-1].insert_paragraph_before("Lần nhắc thứ hai gửi {{ unit }}.")
    document.save(str(template))
    assert run(capsysbinary, "render", case, "--kind", "reminder", "-o", out, "--template", template)[0] == 0
    assert any("Lần nhắc thứ hai gửi Công đoàn" in one.text for one in Document(str(out)).paragraphs)
    document.paragraphs[-1].insert_paragraph_before("{{ khong_co }}")
    document.save(str(template))
    out.unlink()
    code, _, error = run(capsysbinary, "render", case, "--kind", "reminder", "-o", out, "--template", template)
    assert code == 2
    assert "“khong_co”" in error
    assert not out.exists(), "a refusal leaves no half a letter"


def test_refusals_are_one_answer_without_a_traceback(tmp_path, capsysbinary):
    case, out = tmp_path / "case.json", tmp_path / "out.docx"
    case.write_text('{"letterhead": 1}', "utf-8")
    code, _, error = run(capsysbinary, "render", case, "--kind", "copy", "-o", out)
    assert code == 2
    assert "letterhead: phải là nhóm trường" in error
    assert "Traceback" not in error
    assert run(capsysbinary, "render", tmp_path / "none.json", "--kind", "copy", "-o", out)[0] == 2
    case.write_text(run(capsysbinary, "example", "copy")[1], "utf-8")
    code, _, error = run(capsysbinary, "render", case, "--kind", "copy", "-o", tmp_path / "không có" / "out.docx")
    assert code == 2
    assert "Không ghi được" in error
    laws = tmp_path / "law.yaml"
    laws.write_text("laws: []\nlaws: []\n", "utf-8")
    code, _, error = run(capsysbinary, "render", case, "--kind", "copy", "-o", out, "--laws", laws)
    assert code == 2
    assert "law.yaml" in error
    laws.write_text("laws: []\n", "utf-8")
    code, _, error = run(capsysbinary, "render", case, "--kind", "copy", "-o", out, "--laws", laws)
    assert code == 2
    assert "transition" in error


def test_a_clock_that_no_rule_covers_is_refused_too(tmp_path, capsysbinary):
    case = tmp_path / "case.json"
    content = json.loads(run(capsysbinary, "example", "verification")[1])
    case.write_text(json.dumps(content | {"assigned_at": "2005-01-03T08:00:00+07:00"}), "utf-8")
    code, _, error = run(capsysbinary, "render", case, "--kind", "verification", "-o", tmp_path / "x.docx")
    assert code == 2
    assert "2007" in error
