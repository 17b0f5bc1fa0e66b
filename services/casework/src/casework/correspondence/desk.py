"""Where letters come in over HTTP: again when somebody was faster, one signature at a time."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from datetime import datetime
from typing import TypeVar

from casework.correspondence import steps as s
from casework.correspondence.by import By, Visitor
from casework.correspondence.drafting import Writing
from casework.correspondence.filed import Filed
from casework.correspondence.issuing import Issuing
from casework.correspondence.own import AnyOwn, ReportOwn
from casework.correspondence.ports import LetterWorks
from casework.correspondence.printing import Press
from casework.correspondence.report_drafting import ReportWriting
from casework.correspondence.stepping import step
from casework.usecases.means import Means
from shared.ops.clock import Clock
from shared.patience import patiently

PATIENCE_SECONDS = 10.0
"""The register of numbers is one row, wanted by every signature of every replica."""

Answer = TypeVar("Answer")


class LetterDesk:
    def __init__(
        self, works: LetterWorks, means: Callable[[], Means], writing: Writing, press: Press, clock: Clock
    ) -> None:
        self._works = works
        self._means = means
        self._writing, self._reports = writing, ReportWriting(writing)
        self.press = press
        self._clock = clock
        # Signatures of one process would only collide in the register; those of replicas still do, and come again.
        self._signing = asyncio.Lock()

    @property
    def issuing(self) -> Issuing:
        return self._writing.issuing

    async def begin(self, case_id: str, own: AnyOwn, visitor: Visitor) -> Filed:
        return await self._patiently(
            lambda by: self._writing.begin(case_id, own, by, self._works, self._means().directory), visitor
        )

    async def begin_report(self, report_id: str, own: ReportOwn, visitor: Visitor) -> Filed:
        return await self._patiently(
            lambda by: self._reports.begin(report_id, own, by, self._works, self._means().directory), visitor
        )

    async def edit(self, letter_id: str, read: int, own: AnyOwn | ReportOwn, visitor: Visitor) -> Filed:
        def edit(by: By) -> Awaitable[Filed]:
            works, directory = self._works, self._means().directory
            if isinstance(own, ReportOwn):
                return self._reports.edit(letter_id, read, own, by, works, directory)
            return self._writing.edit(letter_id, read, own, by, works, directory)

        return await self._patiently(edit, visitor)

    async def take(self, letter_id: str, read: int, step_: s.AnyStep, visitor: Visitor) -> Filed:
        async with self._signing if isinstance(step_, s.Sign) else nullcontext():
            return await self._patiently(
                lambda by: step(letter_id, read, step_, by, self._works, self.press, self._means()), visitor
            )

    async def _patiently(self, act: Callable[[By], Awaitable[Answer]], visitor: Visitor) -> Answer:
        """Each try has its own time: a number belongs to the day on which it was really taken."""
        return await patiently(lambda: act(visitor.at(self._now())), PATIENCE_SECONDS)

    def _now(self) -> datetime:
        """As the database keeps it, so that what comes back is what was written."""
        now = self._clock()
        return now.replace(microsecond=now.microsecond // 1000 * 1000)
