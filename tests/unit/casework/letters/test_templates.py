"""Templates: those shipped are what the script makes; edited ones work; a hostile one is refused."""

import io
import zipfile

import pytest
from tests.unit.casework.letters.papers import edited, rendered

from casework.letters import build_templates
from casework.letters.errors import DataUnreadable, TemplateRefused, TemplateUnreadable, UnknownField
from casework.letters.kinds import KINDS
from casework.letters.layout import load_layout, packaged_layout
from casework.letters.package import check_package, packaged_template, read_package, settled


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_templates_are_what_the_script_makes(kind):
    assert parts(packaged_template(kind)) == parts(build_templates.build(kind, packaged_layout()))


def test_the_script_writes_them_and_refuses_a_layout_outside_the_decree(tmp_path, capsys):
    assert build_templates.main(["--out", str(tmp_path)]) == 0
    assert {path.name for path in tmp_path.glob("*.docx")} == {f"{kind}.docx" for kind in KINDS}
    text = (build_templates.SHIPPED.parent / "data" / "layout.yaml").read_text("utf-8")
    layout = tmp_path / "layout.yaml"
    layout.write_text(text.replace("top: {value: 20", "top: {value: 12"), "utf-8")
    assert build_templates.main(["--layout", str(layout), "--out", str(tmp_path)]) == 2
    assert "page › top" in (said := capsys.readouterr().err)
    assert "12 nằm ngoài khoảng 20 – 25" in said


def test_another_layout_gives_other_templates(tmp_path):
    text = (build_templates.SHIPPED.parent / "data" / "layout.yaml").read_text("utf-8")
    path = tmp_path / "layout.yaml"
    path.write_text(text.replace("HC Quốc hiệu, size: 12", "HC Quốc hiệu, size: 13"), "utf-8")
    assert load_layout(path).styles["national_name"].size == 13
    path.write_text(text.replace("after: 6, line: 1.05, mark", "after: 3, line: 1.05, mark"), "utf-8")
    with pytest.raises(DataUnreadable, match="6 pt"):
        load_layout(path)


def say(text):
    return lambda document: document.paragraphs[-1].insert_paragraph_before(text)


def test_a_template_edited_in_word_is_used():
    content = rendered(
        "correction", edited("correction", say("Thưa {{ outlet.name|upper }}, kỳ {{ dateline }}"))
    ).content
    assert "Thưa BÁO VÍ DỤ" in parts(content)["word/document.xml"].decode()


def test_a_tag_that_word_tore_into_runs_still_works():
    def change(document):
        paragraph = document.paragraphs[-1].insert_paragraph_before("")
        for piece in ("Thưa {", "{ out", "let.na", "me }", "}"):
            paragraph.add_run(piece)

    assert "Thưa Báo Ví dụ" in parts(rendered("correction", edited("correction", change)).content)[
        "word/document.xml"
    ].decode().replace('</w:t></w:r><w:r><w:t xml:space="preserve">', "").replace("</w:t></w:r><w:r><w:t>", "")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("{{ outlet_nam }}", "outlet_nam"),
        ("{{ outlet.phone }}", "phone"),
        ("{% if false %}{{ nowhere }}{% endif %}", "nowhere"),
        ("{% for one in statements %}{{ one.quot }}{% endfor %}", "quot"),
        ("{{ self }}", "self"),
        ("{{ cycler }}", "cycler"),
    ],
)
def test_an_unknown_field_is_named(text, name):
    with pytest.raises(UnknownField, match=f"“{name}”"):
        rendered("correction", edited("correction", say(text)))


def test_a_mistyped_field_gets_a_hint():
    with pytest.raises(UnknownField, match="Có phải “outlet”"):
        rendered("correction", edited("correction", say("{{ outlets }}")))


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ outlet.__init__.__globals__ }}",
        "{{ outlet['__class__'] }}",
        "{{ outlet.name.format(outlet) }}",
        "{{ outlet.items() }}",
        "{{ range(1000000000) }}",
        "{{ 'a' * 1000000000 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ dateline ~ dateline }}",
        "{% set a = 1 %}",
        "{% macro m() %}{% endmacro %}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% extends 'x' %}",
        "{{ dateline|attr('__class__') }}",
        "{{ dateline|safe }}",
        "{{ dateline|center(1000000000) }}",
        "{{ copies|map('upper')|list }}",
        "{% for a in copies %}{% for b in copies %}{% for c in copies %}{% for d in copies %}x"
        "{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
        "{% if %}",
        "{% endfor %}",
        "{{ dateline",
    ],
)
def test_a_template_is_no_program(text):
    with pytest.raises((TemplateRefused, UnknownField)):
        rendered("correction", edited("correction", say(text)))


@pytest.mark.parametrize("place", range(6))
def test_a_tag_that_is_not_closed_swallows_nothing(place):
    def change(document):
        document.paragraphs[place].insert_paragraph_before("{{ dateline")

    with pytest.raises(TemplateRefused, match="cùng một đoạn"):
        rendered("correction", edited("correction", change))


def test_a_tag_in_the_files_properties_is_not_run():
    def change(document):
        document.core_properties.title = "{{ ''.__class__ }}"
        document.core_properties.comments = "{{ range(10) }}"

    content = rendered("correction", edited("correction", change)).content
    assert b"__class__" not in parts(content)["docProps/core.xml"]


def test_a_tag_in_the_header_is_checked_too():
    def change(document):
        document.sections[0].header.add_paragraph("{{ nowhere }}")

    with pytest.raises(UnknownField, match="nowhere"):
        rendered("correction", edited("correction", change))


def test_a_template_that_breaks_the_document_is_refused_not_mended():
    def change(document):
        document.paragraphs[-1].insert_paragraph_before("{%p if conclusion %} {%tr endif %}")

    with pytest.raises((TemplateRefused, TemplateUnreadable)):
        rendered("correction", edited("correction", change))


def repacked(name: str, content: bytes, *, replace: tuple[bytes, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for part, data in parts(packaged_template("copy")).items():
            target.writestr(part, data.replace(*replace) if replace and part == name else data)
        if not replace:
            target.writestr(name, content)
    return out.getvalue()


RELATION = (
    b'<Relationship Id="rX" Type="http://x/attachedTemplate" Target="https://x.example/a.dotm" TargetMode="External"/>'
)


@pytest.mark.parametrize(
    "content",
    [
        repacked("word/vbaProject.bin", b"macro"),
        repacked("word/activeX/activeX1.xml", b"<x/>"),
        repacked("word/embeddings/oleObject1.bin", b"x"),
        repacked(
            "word/_rels/document.xml.rels", b"", replace=(b"</Relationships>", RELATION + b"</Relationships>")
        ),
        repacked(
            "word/header1.xml", b"", replace=(b"</w:hdr>", b'<w:instrText> DDEAUTO c:\\x </w:instrText></w:hdr>')
        ),
        repacked(
            "word/document.xml", b"", replace=(b"</w:body>", b'<w:fldSimple w:instr="INCLUDETEXT x"/></w:body>')
        ),
        repacked("word/media/large.bin", b"0" * (31 * 1024 * 1024)),
    ],
)  # fmt: skip
def test_a_package_with_more_than_a_letter_is_refused(content):
    with pytest.raises(TemplateRefused):
        check_package(content, "mau.docx")


def test_what_is_no_docx_is_said_so(tmp_path):
    for content in (b"", b"%PDF-1.7", settled(repacked("x", b""))[:500]):
        with pytest.raises(TemplateUnreadable):
            check_package(content, "mau.docx")
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as package:
        package.writestr("a.txt", "")
    with pytest.raises(TemplateUnreadable, match=r"\.docx"):
        check_package(empty.getvalue(), "mau.docx")
    with pytest.raises(TemplateUnreadable, match="khong-co"):
        read_package(tmp_path / "khong-co.docx")
