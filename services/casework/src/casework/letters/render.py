"""Facts and a template become a .docx: the same facts and template give the same bytes.

docxtpl (LGPL, kept, used through its public classes): templates are Word files that people edit in Word.
"""

import hashlib
import io
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from docx.oxml.parser import parse_xml
from docxtpl import DocxTemplate

from casework.letters.draft import Draft, Tables
from casework.letters.drafts import DRAFTS
from casework.letters.errors import TemplateRefused, TemplateUnreadable
from casework.letters.facts import Paper
from casework.letters.kinds import Kind
from casework.letters.package import check_package, packaged_template, settled
from casework.letters.ruling import fit_rules
from casework.letters.sandbox import Sandbox
from casework.letters.tags import check_tags

UNDATED = datetime(2020, 3, 5, tzinfo=UTC)
"""What the file's own properties say instead of the time of day: the decree's date."""


@dataclass(frozen=True, slots=True)
class Rendered:
    content: bytes
    draft: Draft

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


class _Strict(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types: its classes are Any
    """docxtpl repairs broken XML in silence, which loses text; a template that breaks it is refused instead."""

    def fix_tables(self, xml: str) -> Any:
        try:
            parse_xml(xml)
        except SyntaxError as error:
            raise TemplateRefused(
                f"Mẫu tạo ra văn bản hỏng ({error}). Một thẻ {{%p … %}} phải đứng một mình trong đoạn, "
                f"{{%tr … %}} trong một dòng của bảng."
            ) from error
        return super().fix_tables(xml)


def render(kind: Kind, paper: Paper, tables: Tables, template: bytes | None = None) -> Rendered:
    """Raises LetterError: the clocks', the law's, the template's."""
    draft = DRAFTS[kind](paper, tables)
    if template is not None:
        check_package(template, "Mẫu")
    content = _fill(template or packaged_template(kind), draft, tables, f"{kind} {paper.number or ''}".strip())
    return Rendered(content, draft)


def _fill(template: bytes, draft: Draft, tables: Tables, title: str) -> bytes:
    try:
        document = _Strict(io.BytesIO(template))
        document.init_docx()
        check_tags(document.docx)
        _settle_properties(document.docx, "")
        document.render(draft.fields, Sandbox(draft.fields), autoescape=True)
        _settle_properties(document.docx, title)
        fit_rules(document.docx, tables.layout)
        out = io.BytesIO()
        document.save(out)
    except (KeyError, IndexError, ValueError, TypeError, AttributeError, SyntaxError) as error:
        raise TemplateUnreadable(
            f"Mẫu không giữ được bố cục cần có ({type(error).__name__}: {error}). Xuất lại mẫu gốc bằng "
            f"haichieu letter template export và sửa từ đó."
        ) from error
    return settled(out.getvalue())


def _settle_properties(document: Any, title: str) -> None:
    """Also before filling: the properties are no place for fields."""
    properties = document.core_properties
    properties.title = title
    for name in ("author", "comments", "identifier", "subject", "keywords", "last_modified_by"):
        setattr(properties, name, "")
    properties.language = "vi-VN"
    properties.created = properties.modified = UNDATED
