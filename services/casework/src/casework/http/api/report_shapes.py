"""Half-year reports as programs read them."""

from collections.abc import Mapping
from datetime import date

from pydantic import BaseModel, Field

from casework.correspondence.report_desk import RULE
from casework.domain.reporting.figures import FIGURES, TOPIC
from casework.domain.reporting.report import Counted, Report, State
from casework.domain.topics import TOPIC_NAMES
from casework.http.api.case_shapes import LocalTime
from casework.http.api.session_shapes import Given

NOTHING: Mapping[str, str] = {}
PERIOD_MARK = "U"
"""How sure the days of a period are: the instruction names none."""


class NewReport(Given):
    """`day`: any day of the period. Without `unit_id`: a unit officer's own unit, else the whole federation."""

    day: date = Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))
    unit_id: str | None = Field(default=None, min_length=1, max_length=64)


class ReportLine(BaseModel):
    """`sha256`: of the figures. `state`: draft, approved by another person, issued as a letter."""

    id: str
    version: int
    unit_id: str
    unit_name: str
    whole: bool
    first: date
    last: date
    period_rule: str = RULE
    period_mark: str = PERIOD_MARK
    cutoff: LocalTime
    state: State
    letter_id: str
    sha256: str
    made_by: str
    made_at: LocalTime


class FigureOut(BaseModel):
    """`behind`: how many cases it was counted from."""

    key: str
    title: str
    count: int
    behind: int
    year_before: int


class UnitOut(BaseModel):
    """`counts` by the keys of figures. `report`: how far the unit's own has come: draft, approved, issued, or empty."""

    unit_id: str
    name: str
    counts: dict[str, int]
    report: str


class ReportOut(ReportLine):
    """`units`: of the whole federation's report. `confidential`: so many of the cases counted are told to nobody by
    name who may not see them."""

    figures: list[FigureOut]
    units: list[UnitOut] = []
    confidential: int = 0


class CaseBehind(BaseModel):
    case_id: str


def report_line(report: Report) -> ReportLine:
    return ReportLine(**_line(report))


def report_out(report: Report, counted: Counted, own: Mapping[str, str] = NOTHING, confidential: int = 0) -> ReportOut:
    """`own`: how far the units' own reports of the period have come."""
    units = [
        UnitOut(unit_id=one.unit_id, name=one.name, counts=dict(one.counts), report=own.get(one.unit_id, ""))
        for one in counted.units
    ]
    return ReportOut(**_line(report), figures=figures_out(counted), units=units, confidential=confidential)


def figures_out(counted: Counted) -> list[FigureOut]:
    """Topics that only one of the two years knows stand there too."""
    now, before = ({one.key: one for one in part} for part in (counted.now, counted.year_before))
    return [
        FigureOut(
            key=key,
            title=figure_title(key),
            count=now[key].count if key in now else 0,
            behind=len(now[key].cases) if key in now else 0,
            year_before=before[key].count if key in before else 0,
        )
        for key in dict.fromkeys((*now, *before))
    ]


def figure_title(key: str) -> str:
    topic = key.removeprefix(TOPIC)
    return FIGURES.get(key) or f"Vụ việc về: {TOPIC_NAMES.get(topic, topic)}"


def _line(report: Report) -> dict[str, object]:
    same = ("id", "version", "whole", "cutoff", "state", "letter_id", "sha256", "made_by", "made_at")
    span = {"first": report.period.first, "last": report.period.last}
    return (
        {name: getattr(report, name) for name in same}
        | span
        | {
            "unit_id": report.unit.id,
            "unit_name": report.unit.name,
        }
    )
