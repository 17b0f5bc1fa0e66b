"""The outlet's deadline in words: by the clocks of the law chosen, and never a number where the law has none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from casework.domain.clocks.due import Due, Reckoner
from casework.domain.clocks.phrases import VIETNAM
from casework.domain.clocks.rule import Rule
from casework.domain.clocks.rulebook import Rulebook
from casework.letters.dates import long_day, until
from casework.letters.errors import NoRow
from casework.letters.law import Law

CORRECTION = "COR_"
"""Rules of this name are the timetable of corrections, which the law applies to replies too."""


@dataclass(frozen=True, slots=True)
class Clocks:
    book: Rulebook
    reckoner: Reckoner

    def correction(self, medium: str, law: Law, start: datetime, next_issue: date | None) -> list[Due]:
        """One per duty. Raises NoRow for a medium that has no correction timetable under that law."""
        day = law.within(start.astimezone(VIETNAM).date())
        rows = [rule for rule in self.book.on(day) if rule.id.startswith(CORRECTION) and rule.covers(medium, day)]
        if not rows:
            raise NoRow(
                f"{law.law} không có thời hạn cải chính cho loại hình “{medium}”. Kiểm tra trường outlet › medium: "
                f"nội dung mạng xã hội không phải của cơ quan báo chí đi theo đường khiếu nại, không phải cải chính."
            )
        return [self.reckoner.due(row, start, next_issue) for row in rows]

    def single(self, rule_id: str, start: datetime) -> Due:
        (row,) = self.book.find(rule_id, "online", start.astimezone(VIETNAM).date())
        return self.reckoner.due(row, start)


def deadline_words(dues: Sequence[Due], source: str) -> str:
    """`source`: the document whose receipt starts the clock."""
    return " và ".join(_words(due, source) for due in sorted(dues, key=lambda due: due.rule.part != "reply"))


def kept_words(dues: Sequence[Due]) -> str:
    """How long the correction stays, unless the number is unverified: such a number is not printed as law."""
    for due in dues:
        if due.rule.keep_days and due.rule.keep_mark != "U":
            return f"ít nhất {due.rule.keep_days:02d} ngày kể từ ngày đăng, phát"
    return ""


def _words(due: Due, source: str) -> str:
    rule, act = due.rule, "trả lời bằng văn bản" if due.rule.part == "reply" else "đăng, phát"
    if rule.unit == "now":
        return f"{act} ngay khi nhận được {source}"
    if rule.unit == "issue":
        on = f" ({long_day(due.at.date())})" if due.at else ""
        return f"{act} trong số ra gần nhất{on}, tính từ ngày nhận được {source}"
    return f"{act} trong thời hạn {_quantity(rule)} kể từ ngày nhận được {source}{_latest(due)}"


def _quantity(rule: Rule) -> str:
    units = {"d": "ngày", "wd": "ngày làm việc", "h": "giờ", "months": "tháng"}
    return f"{rule.quantity:02d} {units[rule.unit]}"


def _latest(due: Due) -> str:
    if due.at is None:
        return ""
    return f" (nếu nhận {long_day(due.started_at.date())} thì chậm nhất {until(due.at)})"
