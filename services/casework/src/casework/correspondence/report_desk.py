"""Where reports come in over HTTP and from the command line."""

from collections.abc import Callable
from datetime import date, datetime

from casework.correspondence.by import Visitor
from casework.correspondence.reporting import Histories, ReportWorks, Wanted, cutoff_of, fingerprint, freeze, recount
from casework.domain.clocks.rulebook import Rulebook
from casework.domain.directory import Directory
from casework.domain.reporting.period import Ends, Period, period_of
from casework.domain.reporting.report import Counted, Report
from shared.ops.clock import Clock
from shared.patience import patiently

RULE = "UNIT_REPORT"


class ReportDesk:
    def __init__(
        self, works: ReportWorks, histories: Histories, directory: Callable[[], Directory], book: Rulebook, clock: Clock
    ) -> None:
        self._works = works
        self._histories = histories
        self._directory = directory
        self._book = book
        self._clock = clock

    async def freeze(self, wanted: Wanted, visitor: Visitor) -> Report:
        """Raises CannotWrite, UnknownUnit, NoRule, NotThere; Transient."""
        ends = self.ends(wanted.day)
        return await patiently(
            lambda: freeze(wanted, visitor.at(self._now()), self._directory(), ends, self._histories, self._works)
        )

    async def count(self, wanted: Wanted, at: datetime | None = None) -> tuple[Period, datetime, Counted]:
        """Nothing is kept. `at`: as things stood just before then, at the latest two minutes ago."""
        period = period_of(wanted.day, self.ends(wanted.day))
        cutoff = min(at, cutoff_of(period, self._now())) if at else cutoff_of(period, self._now())
        return (
            period,
            cutoff,
            await recount(self._histories.histories(wanted.unit_id, cutoff), period, self.ends(wanted.day), cutoff),
        )

    async def check(self, report: Report, frozen: Counted) -> list[str]:
        """Keys of figures that would not be counted so again from the same cases, or were changed where they are kept;
        empty when everything is as it was."""
        behind = sorted({case_id for part in (frozen.now, frozen.year_before) for one in part for case_id in one.cases})
        again = await recount(
            self._histories.these(behind), report.period, self.ends(report.period.last), report.cutoff
        )
        differ = [
            one.key
            for old, new in ((frozen.now, again.now), (frozen.year_before, again.year_before))
            for one in {*old} ^ {*new}
        ]
        return sorted({*differ, *(() if fingerprint(frozen) == report.sha256 else ("sha256",))})

    def ends(self, day: date) -> Ends:
        return self._book.find(RULE, "online", day)[0].ends

    def _now(self) -> datetime:
        now = self._clock()
        return now.replace(microsecond=now.microsecond // 1000 * 1000)
