"""A report that is kept, for tests that ask who may read it and write its letter."""

from datetime import date, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from tests.house import House
from tests.unit.casework.correspondence.examples import SAID

from casework.domain.directory import UNIT, Body
from casework.domain.reporting.counting import Counting
from casework.domain.reporting.period import Period
from casework.domain.reporting.report import Counted, Report
from casework.store.report_documents import figure_documents, report_document
from casework.store.reports import FIGURES, REPORTS

_DAYS = count()
"""One letter lives for a body and a period: each report is of a period of its own."""
WORDS = {"results": "Đã xác minh đủ.", "difficulties": "Thiếu người.", "proposals": "Tập huấn."}
REPORT_BODIES: dict[str, dict[str, Any]] = {
    "POST /reports": {"day": "2026-01-05"},
    "POST /reports/{report_id}/letters": SAID | WORDS | {"kind": "report", "issuer": "ldld-tinh"},
}


async def add_report(house: House, unit_id: str) -> str:
    """Of a unit without cases."""
    unit = Body(unit_id, f"Công đoàn {unit_id}", UNIT, "x@example", frozenset())
    report_id, at = uuid4().hex, house.now - timedelta(hours=1)
    last = date(2001, 1, 1) + timedelta(days=next(_DAYS))
    period = Period(last, last)
    report = Report(report_id, 1, unit, False, period, at, "0" * 64, "lan", at)
    empty = Counting(period, at).figures()
    await house.store.collection(REPORTS).insert_one(report_document(report))
    await house.store.collection(FIGURES).insert_many(figure_documents(report_id, Counted(empty, empty)))
    return report_id
