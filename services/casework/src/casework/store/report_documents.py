"""Reports and their figures as documents, and back."""

from datetime import date

from casework.domain.directory import Body
from casework.domain.reporting.by_unit import UnitRow
from casework.domain.reporting.figures import Figure
from casework.domain.reporting.period import Period
from casework.domain.reporting.report import Counted, Report
from casework.store.documents import body_reference
from shared.store.driver import Document

PARTS, UNITS = ("now", "year_before"), "units"
SAME = ("version", "whole", "cutoff", "sha256", "made_by", "made_at", "state", "letter_id")


def report_document(report: Report) -> Document:
    row = {name: getattr(report, name) for name in SAME}
    span = {"first": report.period.first.isoformat(), "last": report.period.last.isoformat()}
    return {"_id": report.id, "unit": body_reference(report.unit), **span, **row}


def report_of(row: Document) -> Report:
    unit = Body(row["unit"]["id"], row["unit"]["name"], row["unit"]["kind"], row["unit"]["address"], frozenset())
    period = Period(date.fromisoformat(row["first"]), date.fromisoformat(row["last"]))
    return Report(id=row["_id"], unit=unit, period=period, **{name: row[name] for name in SAME})


def figure_documents(report_id: str, counted: Counted) -> list[Document]:
    """One document each, since a figure of the whole province may stand on thousands of cases."""
    return [
        {
            "_id": f"{report_id}:{part}:{place:03d}",
            "report_id": report_id,
            "part": part,
            "key": figure.key,
            "count": figure.count,
            "cases": list(figure.cases),
        }
        for part in PARTS
        for place, figure in enumerate(getattr(counted, part))
    ] + [
        {
            "_id": f"{report_id}:{UNITS}:{place:03d}",
            "report_id": report_id,
            "part": UNITS,
            "key": unit.unit_id,
            "name": unit.name,
            "counts": dict(unit.counts),
        }
        for place, unit in enumerate(counted.units)
    ]


def counted_of(rows: list[Document]) -> Counted:
    """`rows` by their ids."""
    parts = {
        part: tuple(Figure(row["key"], row["count"], tuple(row["cases"])) for row in rows if row["part"] == part)
        for part in PARTS
    }
    units = tuple(UnitRow(row["key"], row["name"], row["counts"]) for row in rows if row["part"] == UNITS)
    return Counted(**parts, units=units)
