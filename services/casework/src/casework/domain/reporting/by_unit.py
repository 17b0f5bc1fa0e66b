"""The same half-year, unit by unit: for the federation, which answers for all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from casework.domain.reporting.counting import Counting
from casework.domain.reporting.history import History
from casework.domain.reporting.period import Period

COLUMNS: Mapping[str, str] = {
    "publications": "Tin, bài",
    "opened": "Vụ mở trong kỳ",
    "cases": "Vụ phải xử lý",
    "accurate": "Đúng",
    "partly": "Đúng một phần",
    "inaccurate": "Không đúng",
    "unverifiable": "Không xác minh được",
    "open": "Đang xử lý",
    "verified_in_time": "Xác minh trong hạn",
    "requests_sent": "Văn bản gửi báo",
    "clocks_missed": "Thời hạn bị lỡ",
}
"""Of the figures of a report, those by which units are compared."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """`counts` by the keys of COLUMNS. A case counts for the unit that has it when the figures are frozen."""

    unit_id: str
    name: str
    counts: Mapping[str, int]


class ByUnit:
    def __init__(self, period: Period, cutoff: datetime) -> None:
        self._period, self._cutoff = period, cutoff
        self._units: dict[str, tuple[str, Counting]] = {}

    def take(self, history: History) -> None:
        unit = history.case.unit
        _, counting = self._units.setdefault(unit.id, (unit.name, Counting(self._period, self._cutoff)))
        counting.take(history)

    def rows(self) -> Sequence[UnitRow]:
        """In the order of their names; without units of which nothing is to be told."""
        found = [_row(unit_id, name, counting) for unit_id, (name, counting) in self._units.items()]
        return sorted((one for one in found if any(one.counts.values())), key=lambda one: (one.name, one.unit_id))


def _row(unit_id: str, name: str, counting: Counting) -> UnitRow:
    counted = {figure.key: figure.count for figure in counting.figures()}
    return UnitRow(unit_id, name, {key: counted[key] for key in COLUMNS})
