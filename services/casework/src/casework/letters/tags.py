"""Every tag opens and closes in its own paragraph: docxtpl would take the text up to the next tag for its inside."""

from collections.abc import Iterator
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from casework.letters.errors import TemplateRefused

PAIRS = (("{{", "}}"), ("{%", "%}"), ("{#", "#}"))


def check_tags(document: Document) -> None:
    for text in _paragraphs(document):
        for opening, closing in PAIRS:
            if text.count(opening) != text.count(closing):
                raise TemplateRefused(
                    f"Mẫu có thẻ {opening} … {closing} chưa mở hoặc đóng trong cùng một đoạn: “{text[:99]}”."
                )


def _paragraphs(document: Document) -> Iterator[str]:
    section = document.sections[0]
    parts: list[Any] = [document, section.header, section.footer, section.first_page_header, section.first_page_footer]
    for part in parts:
        for paragraph in part._element.iter(qn("w:p")):
            yield "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
