"""The press: facts and the template of the day become the bytes of a letter, in a thread of its own."""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from casework.correspondence.filed import Printed, Template
from casework.correspondence.refusals import CannotWrite
from casework.letters.casefile import paper_of
from casework.letters.draft import Tables, due_json, packaged_tables
from casework.letters.facts import Paper
from casework.letters.frame import symbol
from casework.letters.kinds import Kind
from casework.letters.law import Law
from casework.letters.package import packaged_template, read_package

if TYPE_CHECKING:
    from casework.letters.render import Rendered

MOST_BYTES = 8 * 1024 * 1024
"""A document of MongoDB holds 16 MB; a letter has about a tenth of one."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """`printed` is what a draft keeps."""

    content: bytes
    sha256: str
    printed: Printed


class Press:
    """`templates`: a folder with edited templates, named by their kinds; a kind without one has the packaged one."""

    def __init__(self, templates: Path | None = None, tables: Tables | None = None) -> None:
        self._templates = templates
        self._tables = tables or packaged_tables()

    @property
    def laws(self) -> Sequence[Law]:
        return self._tables.laws.laws

    async def draft(self, kind: Kind, paper: Paper) -> Sheet:
        """Raises LetterError, CannotWrite."""
        return await asyncio.to_thread(self._draft, kind, paper)

    async def again(
        self, kind: Kind, facts: Mapping[str, Any], number: int | None = None, day: date | None = None
    ) -> Sheet:
        """From what was kept: unnumbered, or with the number and date that a signature gives."""
        dated = {"number": number, "date": day.isoformat() if day else None}
        return await self.draft(kind, paper_of({**facts, **dated}, kind, "Nội dung đã lưu"))

    def _draft(self, kind: Kind, paper: Paper) -> Sheet:
        from casework.letters.render import render  # noqa: PLC0415 - docx: ten megabytes for who prints, and nobody else

        name, template = self._template(kind)
        made = render(kind, paper, self._tables, template)
        if len(made.content) > MOST_BYTES:
            raise CannotWrite("Văn bản lớn quá 8 MB. Bỏ bớt hình ảnh trong mẫu.")
        return Sheet(made.content, made.sha256, self._printed(kind, paper, made, Template(name, _sha(template))))

    def _template(self, kind: Kind) -> tuple[str, bytes]:
        edited = self._templates / f"{kind}.docx" if self._templates else None
        if edited and edited.is_file():
            return edited.name, read_package(edited)
        return f"packaged/{kind}.docx", packaged_template(kind)

    def _printed(self, kind: Kind, paper: Paper, made: "Rendered", template: Template) -> Printed:
        form: Literal["letter", "report"] = "report" if kind == "report" else "letter"
        return Printed(
            facts=paper.model_dump(mode="json", exclude={"number", "date"}),
            template=template,
            symbol=symbol(paper, self._tables.layout, form),
            to=tuple(made.draft.fields["to"]),
            copies=tuple(made.draft.fields["copies"]),
            notes=tuple(dict.fromkeys(note for note in made.draft.notes if note)),
            deadlines=tuple(due_json(due) for due in made.draft.dues),
        )


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
