"""The text of a kind of letter, from its wording file.

`@style text` sets a style (default: the body's), `% tag` is a condition or loop around whole paragraphs, `!figures`
the table of counts; what stands before `---` belongs to the head.
"""

from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from docx.document import Document
from docx.shared import Pt

from casework.letters.drawing.elements import child, fill, new_table
from casework.letters.layout import Layout

COUNT_WIDTH, LAST_GAP = 25.0, 12
BEFORE = "Cùng kỳ năm trước"


@dataclass(frozen=True, slots=True)
class Wording:
    head: list[tuple[str, str]]
    body: list[tuple[str, str]]

    @property
    def subject(self) -> str | None:
        return next((text for style, text in self.head if style == "subject"), None)


def load_wording(kind: str) -> Wording:
    head, _, body = files("casework.letters").joinpath("wording", f"{kind}.txt").read_text("utf-8").partition("---\n")
    return Wording([_line(line) for line in head.splitlines()], [_line(line) for line in body.splitlines()])


def _line(line: str) -> tuple[str, str]:
    if line.startswith("% "):
        return "body", f"{{%p {line[2:]} %}}"
    if line.startswith("@"):
        style, _, text = line[1:].partition(" ")
        return style, text
    return ("!", line[1:]) if line.startswith("!") else ("body", line)


def write_title(document: Document, wording: Wording, layout: Layout) -> None:
    """Name of the type and what it is about, with the rule under it (cell 5a); a letter proper has none."""
    titled = [(style, text) for style, text in wording.head if style in ("type", "title")]
    for style, text in titled:
        document.add_paragraph(text, style=layout.styles[style].name)
    if titled:
        document.add_paragraph(style=layout.styles["rule_part"].name)


def write_body(document: Document, wording: Wording, layout: Layout) -> None:
    last: Any = None
    for style, text in wording.body:
        if style == "!":
            _figures(document, layout)
        else:
            last = document.add_paragraph(text, style=layout.styles[style].name)
    # The end of the text stays with the signature.
    last.paragraph_format.keep_with_next = True
    last.paragraph_format.space_after = Pt(LAST_GAP)


def _figures(document: Document, layout: Layout) -> None:
    names = {key: layout.styles[key].name for key in ("table_head", "table", "table_number", "gap")}
    width = layout.page.text_width
    table = new_table(document, [width - 2 * COUNT_WIDTH, COUNT_WIDTH, COUNT_WIDTH], lines=True)
    table.rows[0]._tr.get_or_add_trPr().append(child("w:tblHeader"))
    rows = [
        (("table_head", "Nội dung"), ("table_head", "Số lượng"), ("table_head", BEFORE)),
        (("table", "{%tr for row in figures %}"), ("table", ""), ("table", "")),
        (("table", "{{ row.name }}"), ("table_number", "{{ row.count }}"), ("table_number", "{{ row.year_before }}")),
        (("table", "{%tr endfor %}"), ("table", ""), ("table", "")),
    ]
    for number, row in enumerate(rows):
        cells = table.rows[0].cells if number == 0 else table.add_row().cells
        for cell, (style, text) in zip(cells, row, strict=True):
            fill(cell, [(names[style], text)])
    document.add_paragraph(style=names["gap"])
