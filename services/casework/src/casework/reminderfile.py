"""The reminder file: YAML that the federation edits, checked row by row against the deadlines it speaks of."""

from collections import Counter
from datetime import time
from pathlib import Path
from typing import Annotated

from pydantic import Field

from casework.domain.clocks.calendar import WorkCalendar
from casework.domain.clocks.rulebook import Rulebook
from casework.domain.clocks.vocabulary import Force, Mark
from casework.domain.reminders.office import Office
from casework.domain.reminders.planning import Planner
from casework.domain.reminders.rule import ReminderRule
from casework.domain.reminders.vocabulary import Audience, Kind, Step, When
from casework.tables import Row, read_table

PACKAGED = "data/reminders.yaml"
TIMELESS = frozenset({"issue", "now", "rounds"})
"""Units of a deadline from which no moment follows, so that there is no before and after."""
PROVEN = frozenset({"V", "V-ocr", "V2"})

Text = Annotated[str, Field(min_length=1, max_length=500)]
Hour = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class RemindersUnreadable(Exception):
    """The file holds no reminder rows that can be used; the message names row, field and cure."""


class _Office(Row):
    opens: Hour
    closes: Hour
    basis: Text
    mark: Mark


class _Rule(Row):
    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{2,40}$")]
    clock: str
    part: str = ""
    when: When
    quantity: Annotated[int, Field(ge=0, le=1_000)]
    unit: Step
    to: Annotated[list[Audience], Field(min_length=1)]
    kind: Kind
    urgent: bool = False
    basis: Text
    force: Force
    mark: Mark
    note: str = ""


class _File(Row):
    office: _Office
    reminders: list[_Rule]


def load_reminders(path: Path | None, book: Rulebook, days: WorkCalendar) -> Planner:
    """The packaged rows, or those of `path`. Raises RemindersUnreadable."""
    parsed = read_table(_File, PACKAGED, path, RemindersUnreadable)
    rules = [ReminderRule(**row.model_dump(exclude={"to"}), to=tuple(row.to)) for row in parsed.reminders]
    faults = [*_repeated(rules), *(fault for rule in rules for fault in _faults(rule, book))]
    opens, closes = time.fromisoformat(parsed.office.opens), time.fromisoformat(parsed.office.closes)
    if closes <= opens:
        faults.append("office: closes phải sau opens")
    if faults:
        raise RemindersUnreadable(f"{path or PACKAGED}: {'; '.join(faults[:5])}.")
    return Planner(rules, Office(days, opens, closes, parsed.office.basis, parsed.office.mark))


def _repeated(rules: list[ReminderRule]) -> list[str]:
    numbers = Counter(rule.id for rule in rules)
    return [f"{id_}: được ghi {number} lần; mỗi dòng một id" for id_, number in numbers.items() if number > 1]


def _faults(rule: ReminderRule, book: Rulebook) -> list[str]:
    found = []
    rows = book.rows(rule.clock, rule.part)
    duty = f"{rule.clock}{f' ({rule.part})' if rule.part else ''}"
    if not rows:
        found.append(f"{rule.id}: không có thời hạn {duty}; xem `haichieu clocks list`")
    elif all(row.unit in TIMELESS for row in rows):
        found.append(f"{rule.id}: thời hạn {duty} không tính được thành giờ nên không có trước, sau")
    elif any(row.before for row in rows):
        found.append(f"{rule.id}: thời hạn {duty} tính lùi từ một việc sắp tới; chưa nhắc được loại này, bỏ dòng")
    if rule.when == "after" and not rule.quantity and rule.unit != "h":
        found.append(f"{rule.id}: “ngay khi hết hạn” ghi là quantity: 0, unit: h")
    if rule.when == "before" and not rule.quantity and rule.unit == "h":
        found.append(f"{rule.id}: nhắc trước hạn 0 giờ là quá muộn; ghi số giờ, hoặc unit: wd cho sáng ngày hết hạn")
    if rule.force != "internal" and rule.mark not in PROVEN:
        found.append(f"{rule.id}: chưa kiểm chứng (mark: {rule.mark}) thì phải ghi force: internal")
    return found
