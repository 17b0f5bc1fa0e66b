"""What the letters of a case need from outside."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from casework.correspondence.filed import Filed
from casework.domain.case import Case, Told
from casework.domain.reporting.report import Counted, Report
from casework.letters.register import Entry
from casework.ports import Work


class LetterWork(Work, Protocol):
    """One transaction over cases, letters, the register of numbers and the bytes that were signed."""

    async def letter(self, letter_id: str) -> Filed | None: ...
    async def letters_of(self, case_id: str) -> list[Filed]: ...
    async def put(self, letter: Filed) -> None:
        """One step after what is kept. Raises Transient when somebody else was faster."""
        ...

    async def assign(self, series: str, letter_id: str, by: str, at: datetime) -> Entry: ...
    async def void(self, letter_id: str, reason: str, by: str, at: datetime) -> Entry: ...
    async def keep(self, letter: Filed, sha256: str, content: bytes) -> None:
        """For good: there is no way to change it."""
        ...

    async def report(self, report_id: str) -> Report | None: ...
    async def figures(self, report_id: str) -> Counted: ...
    async def reports_alike(self, report: Report) -> list[Report]:
        """Of the same body and period, without itself."""
        ...

    async def keep_report(self, report: Report) -> None:
        """With its changes, each on record. Raises Transient when somebody else was faster."""
        ...

    async def first_told(self, case: Case, limit: int) -> Sequence[Told]:
        """Publications of the case and of those merged into it, in the order in which they joined."""
        ...

    async def lead_of(self, publication_id: str) -> str:
        """The first lines of its text, as it was last assessed; empty when none are kept."""
        ...


class LetterWorks(Protocol):
    def once(self, message_ids: Sequence[str]) -> AbstractAsyncContextManager[LetterWork]: ...
