"""What goes on record, and the entry it becomes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from casework.audit.canonical import canonical
from shared.failures import Permanent

SYSTEM, DIRECTORY, RETENTION = "system", "directory", "retention"
"""Chains of what belongs to no case. A busy subject deserves its own: one transaction at a time appends to a chain."""
ACCESS = "access"
"""Of what strangers try at the door: sums, since a flood of tries must not become a flood of entries."""
CASE, REPORT, PUBLICATION, ACCOUNT, TOKEN = "case/", "report/", "publication/", "account/", "token/"
LETTER_SIGNED = "letter-signed"
"""The kind whose files are in every export: the letters of a case are part of its trail."""
LINE_LIMIT = 64 * 1024
"""Nobody reads a longer line, and a verifier must not be made to."""


class UnsoundFact(Permanent, ValueError):
    """It cannot go on record as it is, now or later; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Who did what, in which role, why, when. `before` and `after` are the versions of what was changed."""

    chain: str
    kind: str
    at: datetime
    actor: str
    role: str
    reason: str = ""
    note: str = ""
    before: int | None = None
    after: int | None = None
    files: tuple[str, ...] = ()
    """SHA-256 of each letter or snapshot that the entry speaks of: what binds their bytes to the chain."""
    details: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not (self.chain and self.kind and self.actor and self.role):
            raise UnsoundFact("Mục nhật ký phải có chuỗi, loại, người làm và vai trò.")
        if self.at.tzinfo is None:
            raise UnsoundFact("Thời điểm của mục nhật ký phải có múi giờ.")


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact in its place: `body` is what was hashed."""

    body: Mapping[str, Any]
    hash: str

    @property
    def chain(self) -> str:
        return str(self.body["chain"])

    @property
    def seq(self) -> int:
        return int(self.body["seq"])

    def line(self) -> bytes:
        return canonical({**self.body, "hash": self.hash}) + b"\n"


def report_chain(report_id: str) -> str:
    return f"{REPORT}{report_id}"


def case_chain(case_id: str) -> str:
    return f"{CASE}{case_id}"


def stamp(at: datetime) -> str:
    """A text, not a date: databases round dates, and hashes do not forgive that."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"
