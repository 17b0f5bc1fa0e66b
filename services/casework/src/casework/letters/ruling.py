"""The decree's lines under a name are as long as the text above them, or a third to a half of it: drawn when that
text is known."""

from collections.abc import Iterator
from typing import Any

from docx.document import Document
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from casework.letters.layout import Layout
from casework.letters.measure import width_mm


def fit_rules(document: Document, layout: Layout) -> None:
    """Indents each rule's paragraph so that its border has the length that its text asks for."""
    shares = {
        layout.styles["rule_full"].name: layout.rules.full.value,
        layout.styles["rule_part"].name: layout.rules.part.value,
    }
    for paragraphs, room in _places(document, layout.page.text_width):
        before: Paragraph | None = None
        for paragraph in paragraphs:
            name = str(paragraph.style.name) if paragraph.style else ""
            if before is not None and name in shares:
                side = Mm((room - min(_width(before), room) * shares[name]) / 2)
                paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
            before = paragraph


def _places(document: Document, text_width: float) -> Iterator[tuple[list[Paragraph], float]]:
    yield document.paragraphs, text_width
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                width: Any = cell.width
                yield cell.paragraphs, width.mm if width else text_width


def _width(paragraph: Paragraph) -> float:
    font = paragraph.style.font if paragraph.style else None
    size = font.size.pt if font and font.size else 12
    return width_mm(paragraph.text, size, bold=bool(font and font.bold))
