"""The law's clocks: the rules of a day, and how a due time follows from one."""

from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import Path, Query
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict

from casework.access.policy import Permission
from casework.access.refusals import NotFound, Unsound
from casework.domain.clocks.calendar import OutsideCalendar
from casework.domain.clocks.due import Due, Reckoner
from casework.domain.clocks.rulebook import NoRule, Rulebook, UnknownRule
from casework.domain.clocks.vocabulary import Force, Mark, Medium, Party, Start, Unit
from casework.http.api.endpoint import Endpoint
from shared.ops.clock import VIETNAM, Clock

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)


def _sensible(moment: datetime) -> datetime:
    if not EARLIEST <= moment.date() <= LATEST:
        raise ValueError(f"Phải trong khoảng từ {EARLIEST:%d/%m/%Y} đến {LATEST:%d/%m/%Y}.")
    return moment


Day = Annotated[date, Query(ge=EARLIEST, le=LATEST)]
Moment = Annotated[AwareDatetime, AfterValidator(_sensible)]
RuleId = Annotated[str, Path(pattern=r"^[A-Z][A-Z0-9_]{2,40}$")]


class RuleOut(BaseModel):
    """`mark` says how sure the fact is. Media empty: any medium."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    part: str
    title: str
    basis: str
    owed_by: Party
    force: Force
    mark: Mark
    quantity: int | None
    unit: Unit
    starts: Start
    media: list[str]
    valid_from: date | None
    valid_to: date | None
    note: str


class DueOut(BaseModel):
    """`due` null: the rule names no time that can be computed; the derivation says why."""

    rule: RuleOut
    started_at: datetime
    due: datetime | None
    derivation: list[str]


class ClockEndpoints:
    def __init__(self, book: Rulebook, reckoner: Reckoner, clock: Clock) -> None:
        self._book = book
        self._reckoner = reckoner
        self._clock = clock

    def table(self) -> list[Endpoint]:
        read_clocks = Permission.READ_CLOCKS
        return [
            Endpoint("GET", "/clocks", read_clocks, self.list_rules),
            Endpoint("GET", "/clocks/{rule_id}/due", read_clocks, self.explain_due, may=[404]),
        ]

    async def list_rules(self, on: Day | None = None) -> list[RuleOut]:
        """The rules that hold on a day (today, if none is named)."""
        rules = self._book.on(on or self._clock().astimezone(VIETNAM).date())
        return [RuleOut.model_validate(rule) for rule in rules]

    async def explain_due(
        self, rule_id: RuleId, at: Moment, medium: Medium = "online", next_issue: Day | None = None
    ) -> list[DueOut]:
        """When something is due that starts at `at`, and why: one answer for each duty of the rule."""
        try:
            rows = self._book.find(rule_id, medium, at.astimezone(VIETNAM).date())
            return [_due_out(self._reckoner.due(row, at.astimezone(UTC), next_issue)) for row in rows]
        except UnknownRule as error:
            raise NotFound(str(error)) from error
        except (NoRule, OutsideCalendar) as error:
            raise Unsound(str(error)) from error


def _due_out(due: Due) -> DueOut:
    rule = RuleOut.model_validate(due.rule)
    return DueOut(rule=rule, started_at=due.started_at, due=due.at, derivation=list(due.steps))
