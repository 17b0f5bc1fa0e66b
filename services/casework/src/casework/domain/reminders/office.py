"""When people are told: in the morning of a working day, not at night and not on a day off."""

from dataclasses import dataclass
from datetime import datetime, time

from casework.domain.clocks.calendar import WorkCalendar
from casework.domain.clocks.phrases import VIETNAM, day, moment
from casework.domain.clocks.vocabulary import MARK_NAMES


@dataclass(frozen=True, slots=True)
class Office:
    """From `opens` until before `closes`, local time, on working days."""

    days: WorkCalendar
    opens: time
    closes: time
    basis: str
    mark: str

    def is_open(self, at: datetime) -> bool:
        """Raises OutsideCalendar."""
        local = at.astimezone(VIETNAM)
        return self.opens <= local.time() < self.closes and self.days.why_off(local.date()) is None

    def first_open(self, at: datetime) -> tuple[datetime, tuple[str, ...]]:
        """That moment, or the next opening after it with why it waits. Raises OutsideCalendar."""
        local = at.astimezone(VIETNAM)
        if self.is_open(local):
            return local, ()
        today, why = local.date(), self.days.why_off(local.date())
        early = why is None and local.time() < self.opens
        opening = today if early else self.days.working_day(today, 1)[0]
        waits = datetime.combine(opening, self.opens, VIETNAM)
        said = f"Ngày {day(today)} là ngày nghỉ ({why})" if why else "Lúc đó là ngoài giờ làm việc"
        hours = f"{self.opens:%H:%M}–{self.closes:%H:%M}"
        return waits, (f"{said}: chờ đến {moment(waits)} ({self.basis}, {hours}, {MARK_NAMES[self.mark]}).",)
