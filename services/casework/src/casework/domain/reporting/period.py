"""The half-year that a report tells of: whole days of Vietnam.

The instruction of 12/08/2022 says "6 tháng/lần" and no dates: where a period ends is the rule UNIT_REPORT (mark U).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from casework.domain.clocks.phrases import VIETNAM

Ends = Sequence[tuple[int, int]]
"""Month and day on which each period of a year ends."""


@dataclass(frozen=True, slots=True)
class Period:
    """From the beginning of `first` to the end of `last`."""

    first: date
    last: date

    @property
    def begins_at(self) -> datetime:
        return datetime.combine(self.first, time(), VIETNAM)

    @property
    def ends_at(self) -> datetime:
        """The first moment that is not in it."""
        return datetime.combine(self.last + timedelta(days=1), time(), VIETNAM)


def period_of(day: date, ends: Ends) -> Period:
    """The period that `day` lies in."""
    every = sorted(date(year, *end) for year in (day.year - 1, day.year, day.year + 1) for end in ends)
    last = next(end for end in every if end >= day)
    before = max(end for end in every if end < last)
    return Period(before + timedelta(days=1), last)


def year_before(period: Period, ends: Ends) -> Period:
    """The same period of the year before."""
    return period_of(period.last.replace(year=period.last.year - 1), ends)
