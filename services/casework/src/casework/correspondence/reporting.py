"""A half-year is counted, and the figures are frozen; later steps of the cases change nothing in them."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any, Protocol

from casework.audit.canonical import canonical
from casework.correspondence.by import By
from casework.correspondence.finding import report_of
from casework.correspondence.ports import LetterWork
from casework.correspondence.refusals import CannotWrite, NotThere
from casework.domain.clocks.phrases import VIETNAM
from casework.domain.directory import Directory
from casework.domain.reporting.by_unit import ByUnit
from casework.domain.reporting.counting import Counting
from casework.domain.reporting.history import History
from casework.domain.reporting.period import Ends, Period, period_of, year_before
from casework.domain.reporting.report import Counted, Report, made

SETTLING = timedelta(minutes=2)
"""What is being written in this moment, with a time that has passed already, is there after this long (a transaction of
MongoDB lives for a minute at most)."""


class ReportWork(LetterWork, Protocol):
    async def freeze(self, report: Report, counted: Counted) -> None:
        """For good: there is no way to change the figures."""
        ...


class ReportWorks(Protocol):
    def once(self, message_ids: Sequence[str]) -> AbstractAsyncContextManager[ReportWork]: ...


class Histories(Protocol):
    def histories(self, unit_id: str | None, before: datetime) -> AsyncIterator[History]:
        """Cases opened before then, of a unit or (None) of all, each as it is on record now."""
        ...

    def these(self, case_ids: Sequence[str]) -> AsyncIterator[History]:
        """Of these cases, whosever they are now."""
        ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """A period that has begun, by any day in it. `unit_id` None: of the whole federation."""

    unit_id: str | None
    day: date


def cutoff_of(period: Period, now: datetime) -> datetime:
    """Raises CannotWrite for a period that has not begun."""
    if now - SETTLING <= period.begins_at:
        raise CannotWrite(f"Kỳ bắt đầu ngày {period.first:%d/%m/%Y} chưa có gì để báo cáo. Chọn kỳ đã bắt đầu.")
    return min(now - SETTLING, period.ends_at)


async def recount(histories: AsyncIterator[History], period: Period, ends: Ends, cutoff: datetime) -> Counted:
    """As things stood just before `cutoff`; the same question later has the same answer."""
    before = year_before(period, ends)
    this, last, units = Counting(period, cutoff), Counting(before, before.ends_at), ByUnit(period, cutoff)
    async for history in histories:
        this.take(history)
        last.take(history)
        units.take(history)
    return Counted(this.figures(), last.figures(), tuple(units.rows()))


def fingerprint(counted: Counted) -> str:
    rows: list[Any] = [
        [[one.key, one.count, list(one.cases)] for one in part] for part in (counted.now, counted.year_before)
    ]
    # Reports of before units stood beside one another have the hash of their figures alone.
    rows += [[[one.unit_id, one.name, dict(one.counts)] for one in counted.units]] if counted.units else []
    return sha256(canonical(rows)).hexdigest()


async def freeze(
    wanted: Wanted, by: By, directory: Directory, ends: Ends, histories: Histories, works: ReportWorks
) -> Report:
    """A report with its figures. Raises CannotWrite, UnknownUnit, NotThere, Transient. The same message finds it."""
    today, period = by.now.astimezone(VIETNAM).date(), period_of(wanted.day, ends)
    unit = directory.unit(wanted.unit_id, today) if wanted.unit_id else directory.provincial(today)
    if not by.acts_for(unit.id):
        raise NotThere(f"Không có đơn vị {unit.id} để anh/chị báo cáo. Chọn đơn vị của mình.")
    cutoff = cutoff_of(period, by.now)
    counted = await recount(histories.histories(wanted.unit_id, cutoff), period, ends, cutoff)
    counted = replace(counted, units=() if wanted.unit_id else counted.units)
    report_id, seal = sha256(by.message_id.encode()).hexdigest()[:32], fingerprint(counted)
    empty = Report(report_id, 0, unit, wanted.unit_id is None, period, cutoff, seal, by.person.account, by.now)
    report = made(empty, by.person)
    async with works.once([by.message_id]) as work:
        if by.message_id not in work.fresh:
            return await report_of(work, report_id, by)
        await work.freeze(report, counted)
    return report
