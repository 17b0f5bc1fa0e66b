"""A .docx as lines to read on a page: what it says, and so much of how it is set as a reader looks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import chain

from docx import Document
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from casework.letters.looks import look_of


@dataclass(frozen=True, slots=True)
class Line:
    """`look`: words of the style sheet, such as "center bold"; empty for running text."""

    text: str
    look: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines side by side: one column of running text, or the columns of a row of a table."""

    columns: Sequence[Sequence[Line]]


def read_stretches(content: bytes) -> list[Stretch]:
    """In the order of the page, the foot of the first page last; empty paragraphs are left out."""
    document = Document(BytesIO(content))
    feet = [foot for section in document.sections for foot in (section.first_page_footer, section.footer)]
    blocks = chain(document.iter_inner_content(), *(foot.iter_inner_content() for foot in feet))
    return [stretch for block in blocks for stretch in _read(block)]


def _read(block: Paragraph | Table) -> list[Stretch]:
    if isinstance(block, Table):
        return [Stretch([_inside(cell) for cell in row.cells]) for row in block.rows]
    look = look_of(block)
    lines = [Line(kept, look) for line in block.text.split("\n") if (kept := line.strip())]
    return [Stretch([lines])] if lines else []


def _inside(cell: _Cell) -> list[Line]:
    found = [stretch for block in cell.iter_inner_content() for stretch in _read(block)]
    return [line for stretch in found for lines in stretch.columns for line in lines]
