"""From the rows to the moments at which people are told about one due time."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from operator import itemgetter

from casework.domain.clocks.calendar import FIRST_YEAR, LAST_YEAR
from casework.domain.clocks.phrases import VIETNAM, moment
from casework.domain.clocks.vocabulary import grounds
from casework.domain.reminders.office import Office
from casework.domain.reminders.planned import Plan, Planned
from casework.domain.reminders.rule import ReminderRule


@dataclass(frozen=True, slots=True)
class Outlook:
    """What becomes of one row for one due time; `at` is None when it would say nothing useful, and why is said."""

    rule: ReminderRule
    at: datetime | None
    steps: tuple[str, ...]

    @property
    def derivation(self) -> tuple[str, ...]:
        """The steps, and on whose word they are taken."""
        return (*self.steps, *((grounds(self.rule.basis, self.rule.mark),) if self.at else ()))


class Planner:
    """Pure: rows, office hours and calendar are given."""

    def __init__(self, rules: Sequence[ReminderRule], office: Office) -> None:
        self.office = office
        self._rules: dict[tuple[str, str], list[ReminderRule]] = defaultdict(list)
        for rule in rules:
            self._rules[rule.clock, rule.part].append(rule)

    def plan(self, clock: str, part: str, started_at: datetime, due_at: datetime | None) -> Plan:
        """In the order in which people are told; for one moment, in the order of the rows."""
        told = [(one.at, one) for one in self.outlook(clock, part, started_at, due_at) if one.at]
        return tuple(planned for at, one in sorted(told, key=itemgetter(0)) for planned in _each(at, one))

    def outlook(self, clock: str, part: str, started_at: datetime, due_at: datetime | None) -> list[Outlook]:
        """Every row about this deadline, also those that stay silent."""
        # “ngay” is due from its start: whoever owes it would be called late in the moment of asking.
        if due_at is None or due_at == started_at:
            return []
        # Nobody has computed the holidays of other years, and no reminder of a real clock lies there.
        if not FIRST_YEAR < due_at.year < LAST_YEAR:
            return []
        return [self._look(rule, started_at, due_at) for rule in self._rules.get((clock, part), ())]

    def _look(self, rule: ReminderRule, started_at: datetime, due_at: datetime) -> Outlook:
        wanted = self._wanted(rule, due_at.astimezone(VIETNAM))
        steps = (_when(rule, due_at.astimezone(VIETNAM), wanted),)
        at, waits = (wanted, ()) if rule.urgent else self.office.first_open(wanted)
        steps = (*steps, *waits, *(("Khẩn: báo cả ban đêm và ngày nghỉ.",) if rule.urgent else ()))
        if rule.when == "before" and at >= due_at:
            return Outlook(rule, None, (*steps, "Lúc đó đã hết hạn: không gửi, lời báo quá hạn thay thế."))
        if rule.when == "before" and at <= started_at:
            return Outlook(rule, None, (*steps, "Lúc đó chưa bắt đầu tính: không gửi."))
        return Outlook(rule, at, steps)

    def _wanted(self, rule: ReminderRule, due: datetime) -> datetime:
        """Before office hours are looked at."""
        number = -rule.quantity if rule.when == "before" else rule.quantity
        if rule.unit == "h":
            return (due.astimezone(UTC) + timedelta(hours=number)).astimezone(VIETNAM)
        return datetime.combine(self._day(rule, due.date(), number), self.office.opens, VIETNAM)

    def _day(self, rule: ReminderRule, due: date, number: int) -> date:
        if rule.unit == "d":
            return due + timedelta(days=number)
        # The morning of a due day that is off would come too late: the working day before it.
        if not number and self.office.days.why_off(due) is not None:
            number = -1
        return self.office.days.working_day(due, number)[0]


def _when(rule: ReminderRule, due: datetime, wanted: datetime) -> str:
    """The same moment is said once."""
    distance = rule.distance.capitalize()
    return f"{distance}: {moment(due)}." if due == wanted else f"{distance} ({moment(due)}): {moment(wanted)}."


def _each(at: datetime, outlook: Outlook) -> Iterator[Planned]:
    rule = outlook.rule
    for audience in rule.to:
        yield Planned(
            rule_id=rule.id,
            audience=audience,
            kind=rule.kind,
            when=rule.when,
            at=at,
            urgent=rule.urgent,
            basis=rule.basis,
            force=rule.force,
            mark=rule.mark,
            steps=outlook.steps,
        )
