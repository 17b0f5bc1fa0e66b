"""The blocks around the text of a letter: head, addressees, foot, page number, address line."""

from typing import Any

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.shared import Mm

from casework.letters.drawing.elements import add_field, fill, new_table
from casework.letters.drawing.page import border
from casework.letters.layout import Box, Layout
from casework.letters.measure import width_mm

NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
TO = "Kính gửi:"
TO_FROM = 30.0
"""Where “Kính gửi:” stands when a list follows; its dashes stand under the colon."""


class Blocks:
    def __init__(self, document: Document, layout: Layout) -> None:
        self._document = document
        self._layout = layout
        self._names = {key: style.name for key, style in layout.styles.items()}

    def head(self, subject: str | None) -> None:
        left = self._layout.page.head_left.value
        table = new_table(self._document, [left, self._layout.page.text_width - left])
        table.add_row()
        parents = self._each("line in parent", "parent", "{{ line|upper }}")
        issuers = self._each("line in issuer_lines", "body_name", "{{ line|upper }}")
        self._fill(table.cell(0, 0), [*parents, *issuers, ("rule_part", "")])
        self._fill(table.cell(0, 1), [("national_name", NATION), ("motto", MOTTO), ("rule_full", "")])
        named = [("number", "{{ number_line }}"), *([("subject", subject)] if subject else [])]
        self._fill(table.cell(1, 0), [*named, *self._if("secrecy", "secrecy", "{{ secrecy }}")])
        for word, box in self._layout.urgency.items():
            self._boxed(table.cell(1, 0), f'urgency == "{word}"', "urgency", word, box)
        self._fill(table.cell(1, 1), [("dateline", "{{ dateline }}")])
        self._boxed(table.cell(1, 1), "circulation", "circulation", "{{ circulation }}", self._layout.circulation)
        for cell in table.rows[1].cells:
            cell.add_paragraph(style=self._names["gap"])

    def to(self) -> None:
        """One addressee on the line of “Kính gửi:”, several in a list under its colon."""
        add = self._add
        add("to", "{%p if to|length == 1 %}")
        add("to", f"{TO} {{{{ to|first }}}}")
        add("to", "{%p else %}")
        listed = add("to", TO)
        listed.alignment, listed.paragraph_format.left_indent = 0, Mm(TO_FROM)
        listed.paragraph_format.space_after = Mm(0)
        add("to_list", "{%p for one in to %}")
        item = add("to_list", "- {{ one }}{% if loop.last %}.{% else %};{% endif %}")
        size, dash = (
            self._layout.styles["to_list"].size,
            width_mm("- ", self._layout.styles["to_list"].size, bold=False),
        )
        colon = TO_FROM + width_mm(TO[:-1], size, bold=False)
        item.paragraph_format.left_indent, item.paragraph_format.first_line_indent = Mm(colon + dash), Mm(-dash)
        add("to_list", "{%p endfor %}")
        add("gap", "").paragraph_format.space_after = Mm(4)
        add("to", "{%p endif %}")

    def foot(self) -> None:
        left = self._layout.page.foot_left.value
        table = new_table(self._document, [left, self._layout.page.text_width - left])
        copies = self._each("one in copies", "copies", "- {{ one }};")
        typist = self._if("typist", "typist", "{{ typist }}")
        self._fill(table.cell(0, 0), [("copies_word", "Nơi nhận:"), *copies, ("copies", "- {{ archive }}."), *typist])
        signing = self._each("line in signer_lines", "authority", "{{ line }}")
        self._fill(table.cell(0, 1), [*signing, ("signature", ""), ("signer", "{{ signer_name }}")])
        # One block: the signature never stands alone on a page, nor torn in two.
        row = table.rows[0]._tr.get_or_add_trPr()
        row.append(row.makeelement(row.nsmap and f"{{{row.nsmap['w']}}}cantSplit", {}))

    def margins(self) -> None:
        section = self._document.sections[0]
        number = section.header.paragraphs[0]
        number.style = self._names["page_number"]
        add_field(number, "PAGE")
        footer = section.first_page_footer
        fill(footer, [(self._names["address"], "{%p if address %}")])
        line = footer.add_paragraph(style=self._names["address"])
        border(line._p.get_or_add_pPr(), "top")
        line.add_run("{% for line in address %}{{ line }}{% if not loop.last %}\n{% endif %}{% endfor %}")
        footer.add_paragraph("{%p endif %}", style=self._names["address"])
        footer.add_paragraph(style=self._names["gap"])
        section.first_page_header.paragraphs[0].style = self._names["page_number"]

    def _boxed(self, cell: Any, condition: str, style: str, text: str, box: Box) -> None:
        """A stamp in a frame of its size, when the condition holds."""
        cell.add_paragraph(f"{{%p if {condition} %}}", style=self._names[style])
        cell.add_paragraph(style=self._names["gap"])
        table = new_table(cell, [box.width], lines=True)
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.rows[0].height, table.rows[0].height_rule = Mm(box.height), WD_ROW_HEIGHT_RULE.EXACTLY
        table.cell(0, 0).vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        self._fill(table.cell(0, 0), [(style, text)])
        # Word wants a paragraph after a table; python-docx has put one there.
        cell.paragraphs[-1].style = self._names["gap"]
        cell.add_paragraph("{%p endif %}", style=self._names[style])

    def _add(self, style: str, text: str) -> Any:
        return self._document.add_paragraph(text, style=self._names[style])

    def _fill(self, cell: Any, lines: list[tuple[str, str]]) -> None:
        fill(cell, [(self._names[style], text) for style, text in lines])

    @staticmethod
    def _each(loop: str, style: str, text: str) -> list[tuple[str, str]]:
        return [(style, f"{{%p for {loop} %}}"), (style, text), (style, "{%p endfor %}")]

    @staticmethod
    def _if(field: str, style: str, text: str) -> list[tuple[str, str]]:
        return [(style, f"{{%p if {field} %}}"), (style, text), (style, "{%p endif %}")]
