"""Working days of Vietnam: weekends, public holidays (library `holidays`), and swaps that the state declared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.metadata import version

import holidays

from casework.domain.clocks.phrases import WEEKDAYS

LIBRARY = f"holidays {version('holidays')}"
"""Read once: finding it means parsing a file."""
FIRST_YEAR, LAST_YEAR = 2007, 2099
"""From the first year of today's holiday law to the end of the library's lunar table."""


class OutsideCalendar(Exception):
    """A year whose lunar holidays nobody has computed."""


@dataclass(frozen=True, slots=True)
class Swap:
    """A working day given free against another day worked, by a notice that came after the library's release."""

    off: date
    worked: date | None
    basis: str


class WorkCalendar:
    def __init__(self, swaps: Sequence[Swap] = ()) -> None:
        self._holidays = holidays.country_holidays("VN", language="vi")
        self._off = {swap.off: swap.basis for swap in swaps}
        self._worked = {swap.worked for swap in swaps if swap.worked}

    @property
    def version(self) -> str:
        return f"lịch nghỉ lễ (thư viện {LIBRARY}), {len(self._off)} ngày hoán đổi khai báo thêm"

    def why_off(self, day: date) -> str | None:
        """Why nobody works on that day; None for a working day. Raises OutsideCalendar."""
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise OutsideCalendar(
                f"Lịch nghỉ chỉ có từ {FIRST_YEAR} đến {LAST_YEAR}; không tính được ngày làm việc của năm {day.year}."
            )
        if day in self._worked:
            return None
        if day in self._off:
            return self._off[day]
        if (name := self._holidays.get(day)) is not None:
            return str(name)
        return None if self._holidays.is_working_day(day) else WEEKDAYS[day.weekday()]

    def working_day(self, start: date, number: int) -> tuple[date, list[tuple[date, str]]]:
        """The `number`-th working day after `start` (before it, when negative), and the days passed over with why."""
        step, left, day = timedelta(days=1 if number >= 0 else -1), abs(number), start
        skipped: list[tuple[date, str]] = []
        while left:
            day += step
            if (why := self.why_off(day)) is None:
                left -= 1
            else:
                skipped.append((day, why))
        return day, skipped
