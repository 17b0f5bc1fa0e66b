"""A letter as it is kept: its way out, and everything that it was printed from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casework.letters.kinds import Kind
from casework.letters.letter import Letter
from casework.letters.steps import ENDED

KIND_TITLES: dict[Kind, str] = {
    "correction": "Văn bản gửi cơ quan báo chí",
    "copy": "Bản sao gửi cơ quan phối hợp",
    "verification": "Yêu cầu xác minh",
    "reminder": "Văn bản đôn đốc",
    "report": "Báo cáo",
}


@dataclass(frozen=True, slots=True)
class Template:
    """Which .docx it was filled into, by the name of its file and its SHA-256."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Printed:
    """What the last drafting or editing made: `facts` (as in CASE.json, without number and date) are all that the
    bytes depend on, besides the template. `notes` and `deadlines` are for the drafter, with their marks."""

    facts: Mapping[str, Any]
    template: Template
    symbol: str
    to: tuple[str, ...]
    copies: tuple[str, ...]
    notes: tuple[str, ...]
    deadlines: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Filed:
    """The `place`-th letter of its case, or of its report. `request_id`: the request to an outlet that it is or belongs
    to."""

    letter: Letter
    home: str
    """The id of the case, or of the report, that it belongs to."""
    place: int
    kind: Kind
    own: Mapping[str, Any]
    printed: Printed
    request_id: str | None = None
    publication_id: str | None = None

    @property
    def id(self) -> str:
        return self.letter.id

    @property
    def version(self) -> int:
        return self.letter.version

    @property
    def case_id(self) -> str:
        """Empty for the letter of a report."""
        return "" if self.kind == "report" else self.home

    @property
    def alive(self) -> bool:
        return self.letter.state not in ENDED

    @property
    def left(self) -> bool:
        """It has gone out, and was not voided."""
        return self.letter.state in ("issued", "received")

    @property
    def number(self) -> str:
        """As it stands on paper, such as 05/LĐLĐ-CTCĐ; empty before the signature."""
        return f"{self.letter.number.printed}/{self.printed.symbol}" if self.letter.number else ""
