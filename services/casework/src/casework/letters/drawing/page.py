"""An empty document with the decree's page and styles, and nothing else that Word would show."""

from typing import Any

from docx import Document as new_document
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from casework.letters.drawing.elements import child
from casework.letters.layout import Layout, Style

KEPT = ("Normal", "Default Paragraph Font", "Normal Table", "No List", "Header", "Footer")
ALIGNS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
RULE_POINTS = 0.75


def empty_document(layout: Layout) -> Document:
    document = new_document()
    for style in list(document.styles):
        if style.name not in KEPT:
            style.delete()
    _set_page(document, layout)
    _set_normal(document, layout.font.name)
    for key, style in layout.styles.items():
        _add_style(document, key, style, layout.font.name)
    return document


def _set_page(document: Document, layout: Layout) -> None:
    section, page = document.sections[0], layout.page
    section.page_width, section.page_height = Mm(page.width.value), Mm(page.height.value)
    section.top_margin, section.bottom_margin = Mm(page.top.value), Mm(page.bottom.value)
    section.left_margin, section.right_margin = Mm(page.left.value), Mm(page.right.value)
    section.header_distance = section.footer_distance = Mm(page.number_from_top.value)
    section.different_first_page_header_footer = True


def _set_normal(document: Document, font: str) -> None:
    # The library's own defaults name theme fonts, which would win over ours in some programs.
    defaults = document.styles.element.find(qn("w:docDefaults"))
    document.styles.element.remove(defaults)
    document.styles.element.remove(document.styles.element.find(qn("w:latentStyles")))
    normal: Any = document.styles["Normal"]
    _set_font(normal, font)
    normal.font.size = Pt(14)
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)


def _add_style(document: Document, key: str, row: Style, font: str) -> None:
    style: Any = document.styles.add_style(row.name, WD_STYLE_TYPE.PARAGRAPH)
    # Word makes ids of plain letters, whatever the name.
    style.element.styleId = f"HC-{key.replace('_', '-')}"
    style.base_style, style.quick_style = document.styles["Normal"], True
    _set_font(style, font)
    style.font.size, style.font.bold, style.font.italic = Pt(row.size), row.bold, row.italic
    form = style.paragraph_format
    form.alignment = ALIGNS[row.align]
    form.space_before, form.space_after = Pt(row.before), Pt(row.after)
    form.line_spacing = row.line
    form.first_line_indent = Mm(row.first_line)
    form.keep_with_next = row.keep
    form.widow_control = True
    if key.startswith("rule_"):
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(row.size)
        border(style.element.get_or_add_pPr(), "top")


def _set_font(style: ParagraphStyle, font: str) -> None:
    style.font.name = font
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
    for script in ("w:eastAsia", "w:cs"):
        fonts.set(qn(script), font)


def border(properties: Any, side: str) -> None:
    """A solid line on one side of a paragraph."""
    borders = child("w:pBdr", child(f"w:{side}", val="single", sz=str(int(RULE_POINTS * 8)), space="1", color="000000"))
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )
