"""Letters to begin a test with, and a reader of what came out."""

import io
import json
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

from docx import Document
from docx.text.paragraph import Paragraph

from casework.letters.casefile import parse_case
from casework.letters.draft import Tables, packaged_tables
from casework.letters.kinds import Kind
from casework.letters.render import Rendered, render


@cache
def tables() -> Tables:
    return packaged_tables()


def example(kind: Kind) -> dict[str, Any]:
    text = files("casework.letters").joinpath("examples", f"{kind}.json").read_text("utf-8")
    return dict(json.loads(text))


def rendered(kind: Kind, template: bytes | None = None, **changes: Any) -> Rendered:
    """`changes` replace fields of the example; a dict is merged into the field."""
    content = example(kind)
    for name, value in changes.items():
        merged = isinstance(value, dict) and isinstance(content.get(name), dict)
        content[name] = content[name] | value if merged else value
    return _rendered(kind, json.dumps(content), template)


@cache
def _rendered(kind: Kind, content: str, template: bytes | None) -> Rendered:
    """The same facts give the same bytes: a test of its own says so, the others need not wait for it."""
    return render(kind, parse_case(content, kind), tables(), template)


class Read:
    """A .docx as it was read back."""

    def __init__(self, content: bytes) -> None:
        self.document = Document(io.BytesIO(content))

    @property
    def head(self) -> Any:
        return self.document.tables[0]

    @property
    def foot(self) -> Any:
        return self.document.tables[-1]

    def styled(self, name: str) -> list[Paragraph]:
        return [one for one in self.everything() if one.style.name == name]

    def one(self, name: str) -> Paragraph:
        (paragraph,) = self.styled(name)
        return paragraph

    def body(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.document.paragraphs)

    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.everything())

    def everything(self) -> list[Paragraph]:
        found: list[Paragraph] = list(self.document.paragraphs)
        for table in self.document.tables:
            found += _cells(table)
        section = self.document.sections[0]
        return found + list(section.header.paragraphs) + list(section.first_page_footer.paragraphs)


def _cells(table: Any) -> list[Paragraph]:
    found: list[Paragraph] = []
    for row in table.rows:
        for cell in row.cells:
            found += cell.paragraphs
            for inner in cell.tables:
                found += _cells(inner)
    return found


def read(kind: Kind, **changes: Any) -> Read:
    return Read(rendered(kind, **changes).content)


def edited(kind: Kind, change: Callable[[Any], None]) -> bytes:
    """The packaged template after somebody changed it in Word."""
    content = files("casework.letters").joinpath("templates", f"{kind}.docx").read_bytes()
    document = Document(io.BytesIO(content))
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
