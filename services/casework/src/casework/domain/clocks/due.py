"""When something is due, and how that follows from the rule: each result prints its own derivation."""

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from casework.domain.clocks.calendar import WorkCalendar
from casework.domain.clocks.phrases import DAY_END, STARTS, VIETNAM, day, moment, named
from casework.domain.clocks.rule import Rule
from casework.domain.clocks.rulebook import Counting
from casework.domain.clocks.vocabulary import MARK_NAMES, grounds


class NoTimezone(Exception):
    """A time without a zone could mean two different moments."""


@dataclass(frozen=True, slots=True)
class Due:
    """`at` is None when the rule names no time that can be computed: an outlet's next issue, a number of rounds."""

    rule: Rule
    started_at: datetime
    at: datetime | None
    steps: tuple[str, ...]


class Reckoner:
    """Computes due times. Raises OutsideCalendar, NoTimezone."""

    def __init__(self, days: WorkCalendar, counting: Counting) -> None:
        self.days = days
        self._counting = counting
        self._ways: dict[str, Callable[[Rule, datetime], tuple[datetime | None, list[str]]]] = {
            "h": self._hours,
            "d": self._days_on,
            "wd": self._working_days,
            "months": self._months,
            "now": self._at_once,
            "rounds": self._rounds,
            "period": self._period,
        }

    def due(self, rule: Rule, started_at: datetime, next_issue: date | None = None) -> Due:
        """`started_at`: the moment of the field that the rule's `starts` names, with its time zone."""
        if started_at.tzinfo is None:
            raise NoTimezone("Thời điểm bắt đầu phải có múi giờ, ví dụ 2026-07-01T08:00:00+07:00.")
        local = started_at.astimezone(VIETNAM)
        first = f"Bắt đầu tính: {moment(local)} ({STARTS[rule.starts]})."
        if rule.unit == "issue":
            at, steps = self._issue(local, next_issue)
        else:
            at, steps = self._ways[rule.unit](rule, local)
        return Due(rule, local, at, (first, *steps, grounds(rule.basis, rule.mark)))

    def _hours(self, rule: Rule, start: datetime) -> tuple[datetime, list[str]]:
        # Hours are counted in UTC, so that a zone's jump would not change their number.
        hours = _quantity(rule)
        end = (start.astimezone(UTC) + timedelta(hours=hours)).astimezone(VIETNAM)
        return end, [f"{'Trừ' if hours < 0 else 'Cộng'} {abs(hours)} giờ: {moment(end)}."]

    def _days_on(self, rule: Rule, start: datetime) -> tuple[datetime, list[str]]:
        days = _quantity(rule)
        last = start.date() + timedelta(days=days)
        steps = [f"Không tính ngày {day(start)}; đếm {abs(days)} ngày theo lịch, ngày cuối là {named(last)}."]
        steps.append(self._end_of_day())
        if why := self.days.why_off(last):
            steps.append(f"Lưu ý: {day(last)} là ngày nghỉ ({why}); thời hạn theo ngày lịch không tự dời.")
        return _end(last), steps

    def _working_days(self, rule: Rule, start: datetime) -> tuple[datetime, list[str]]:
        days = _quantity(rule)
        last, skipped = self.days.working_day(start.date(), days)
        steps = [f"Không tính ngày {day(start)}; đếm {abs(days)} ngày làm việc, ngày cuối là {named(last)}."]
        if skipped:
            steps.append(f"Ngày nghỉ không đếm: {'; '.join(f'{day(off)} ({why})' for off, why in skipped)}.")
        return _end(last), [*steps, self._end_of_day(), f"Theo {self.days.version}."]

    def _months(self, rule: Rule, start: datetime) -> tuple[datetime, list[str]]:
        months = _quantity(rule)
        last = add_months(start.date(), months)
        steps = [f"Cộng {months} tháng từ ngày {day(start)}: {named(last)}."]
        if last.day != start.day:
            steps.append(f"Tháng {last:%m/%Y} không có ngày {start.day}: lấy ngày cuối tháng.")
        return _end(last), [*steps, self._end_of_day()]

    def _issue(self, start: datetime, next_issue: date | None) -> tuple[datetime | None, list[str]]:
        if next_issue is None:
            return None, ["Hạn là số ra gần nhất của cơ quan báo chí; cần ngày ra số báo để tính thành giờ."]
        if next_issue <= start.date():
            return None, [f"Số ra ngày {day(next_issue)} không sau ngày bắt đầu: cần ngày của số kế tiếp."]
        return _end(next_issue), [f"Số ra gần nhất sau khi bắt đầu: {named(next_issue)}.", self._end_of_day()]

    def _at_once(self, _: Rule, start: datetime) -> tuple[datetime, list[str]]:
        return start, ["Văn bản ghi “ngay”, không có số giờ: đến hạn từ lúc bắt đầu; mọi con số khác chỉ là nội bộ."]

    def _rounds(self, rule: Rule, _: datetime) -> tuple[None, list[str]]:
        return None, [f"Giới hạn số lần: {rule.quantity}. Đây không phải thời hạn."]

    def _period(self, rule: Rule, start: datetime) -> tuple[datetime, list[str]]:
        ends = sorted(date(year, *end) for year in (start.year, start.year + 1) for end in rule.ends)
        last = next(end for end in ends if end >= start.date())
        return _end(last), [f"Kỳ báo cáo chứa ngày {day(start)} kết thúc {named(last)}.", self._end_of_day()]

    def _end_of_day(self) -> str:
        return f"Thời hạn đến hết ngày cuối ({self._counting.basis}, {MARK_NAMES[self._counting.mark]})."


def _quantity(rule: Rule) -> int:
    return -rule.quantity if rule.before else rule.quantity


def add_months(start: date, months: int) -> date:
    """The same day `months` later, or the last day of that month if it is shorter."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def _end(value: date) -> datetime:
    return datetime.combine(value, DAY_END, VIETNAM)
