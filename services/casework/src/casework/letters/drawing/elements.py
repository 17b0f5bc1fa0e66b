"""Pieces of WordprocessingML that python-docx has no words for."""

from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm
from docx.table import _Cell
from docx.text.paragraph import Paragraph

SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
ORDER = ("tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook")
"""The schema's order: Word calls a file damaged when it is another."""


def child(tag: str, *children: Any, **attributes: str) -> Any:
    element: Any = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    for one in children:
        element.append(one)
    return element


def add_field(paragraph: Paragraph, instruction: str) -> None:
    """A field that Word fills in: a page number."""
    for kind in ("begin", "instruction", "separate", "end"):
        run = paragraph.add_run()._r
        if kind == "instruction":
            text = child("w:instrText")
            text.text = f" {instruction} "
            run.append(text)
        else:
            run.append(child("w:fldChar", fldCharType=kind))


def new_table(place: Any, widths: list[float], *, lines: bool = False) -> Any:
    """A fixed table without inner margins; `place` is a document or a cell."""
    table = place.add_table(1, len(widths))
    table.autofit = False
    properties = table._tbl.tblPr
    kind, margin = ("single", "57") if lines else ("none", "0")
    borders = (child(f"w:{side}", val=kind, sz="4", color="000000") for side in SIDES)
    margins = (child(f"w:{side}", w=margin, type="dxa") for side in ("left", "right"))
    properties.append(child("w:tblInd", w=margin, type="dxa"))
    properties.append(child("w:tblBorders", *borders))
    properties.append(child("w:tblCellMar", *margins))
    properties[:] = sorted(properties, key=lambda element: ORDER.index(element.tag.partition("}")[2]))
    for column, cell, width in zip(table.columns, table.rows[0].cells, widths, strict=True):
        column.width = cell.width = Mm(width)
    return table


def fill(cell: _Cell | Any, lines: list[tuple[str, str]]) -> None:
    """Paragraphs (style, text) in place of what is there; a place always has at least one."""
    first, *_ = cell.paragraphs
    for number, (style, text) in enumerate(lines):
        paragraph = first if number == 0 else cell.add_paragraph()
        paragraph.style = style
        paragraph.add_run(text)
