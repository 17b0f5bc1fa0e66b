"""The fields that every letter prints around its text."""

from typing import Any, Literal

from casework.letters.dates import dateline
from casework.letters.draft import Draft, Tables
from casework.letters.errors import CaseUnreadable
from casework.letters.facts import Paper
from casework.letters.layout import Layout, Part
from casework.letters.measure import width_mm

BLANK_NUMBER = "        "
"""Room for the number, which is given when the letter is signed."""


def framed(paper: Paper, tables: Tables, form: Literal["letter", "report"], to: list[str], copies: list[str]) -> Draft:
    """Raises CaseUnreadable when a name of the letterhead does not fit its column."""
    head = paper.letterhead
    _check_widths(paper, tables.layout)
    fields: dict[str, Any] = {
        "parent": head.parent,
        "issuer_lines": head.body,
        "issuer": head.name,
        "number_line": f"Số: {_number(paper)}/{symbol(paper, tables.layout, form)}",
        "dateline": dateline(head.place, paper.date),
        "to": to,
        "signer_lines": paper.signer.lines(),
        "signer_name": paper.signer.name,
        "copies": ["Như trên", *copies],
        "archive": _archive(paper),
        "contact": paper.contact.model_dump(),
        "address": head.address,
        "urgency": paper.urgency or "",
        "secrecy": paper.secrecy or "",
        "circulation": paper.circulation or "",
        "typist": f"{paper.typist.code}.({paper.typist.copies})" if paper.typist else "",
    }
    draft = Draft(fields)
    draft.note(tables.layout.union_basis.text, tables.layout.union_basis.mark)
    if paper.signer.deputy_without_kt:
        draft.notes.append(
            "Cấp phó ký không có dòng KT.: như văn bản năm 2022, khác Nghị định 30/2020/NĐ-CP Điều 13.2."
        )
    return draft


def symbol(paper: Paper, layout: Layout, form: Literal["letter", "report"]) -> str:
    parts: dict[Part, str | None] = {
        "type": "BC",
        "body": paper.letterhead.abbreviation,
        "unit": paper.archive.unit,
    }
    order = layout.symbol.letter if form == "letter" else layout.symbol.report
    return layout.symbol.separator.join(text.upper() for part in order if (text := parts[part]))


def _number(paper: Paper) -> str:
    return BLANK_NUMBER if paper.number is None else f"{paper.number:02d}"


def _archive(paper: Paper) -> str:
    unit = f", {paper.archive.unit}" if paper.archive.unit else ""
    copies = f" ({paper.archive.copies:02d})" if paper.archive.copies else ""
    return f"Lưu: VT{unit}{copies}"


def _check_widths(paper: Paper, layout: Layout) -> None:
    column = layout.page.head_left.value
    for field, lines, style in (
        ("parent", paper.letterhead.parent, layout.styles["parent"]),
        ("body", paper.letterhead.body, layout.styles["body_name"]),
    ):
        for line in lines:
            if width_mm(line.upper(), style.size, bold=style.bold) > column:
                raise CaseUnreadable(
                    f"letterhead › {field}: dòng “{line}” dài hơn cột {column:g} mm của phần đầu văn bản. "
                    f"Chia tên thành nhiều dòng, ví dụ [“Liên đoàn Lao động”, “tỉnh Lào Cai”]."
                )
