"""The request to a unit to verify, and the reminder of it."""

from casework.letters.dates import long_day, long_moment, until
from casework.letters.draft import Draft, Tables
from casework.letters.errors import CaseUnreadable
from casework.letters.frame import framed
from casework.letters.text import paragraphs, without_stop
from casework.letters.unit import UnitCase

VERIFY = "INT_VERIFY"


def verification_draft(case: UnitCase, tables: Tables) -> Draft:
    draft = framed(case, tables, "letter", [case.unit], case.copies)
    due = tables.clocks.single(VERIFY, case.assigned_at)
    draft.due(due)
    draft.fields |= {
        "unit": case.unit,
        "matter": paragraphs(case.matter),
        "questions": [without_stop(" ".join(paragraphs(one))) for one in case.questions],
        "publications": [
            {
                "outlet": one.outlet,
                "title": one.title,
                "address": one.address,
                "published": long_moment(one.published_at),
            }
            for one in case.publications
        ],
        "due": until(due.at) if due.at else "",
    }
    return draft


def reminder_draft(case: UnitCase, tables: Tables) -> Draft:
    assert case.sent is not None  # noqa: S101 - the kind demands it
    assert case.asked_at is not None  # noqa: S101 - the kind demands it
    if case.assigned_at < case.asked_at:
        raise CaseUnreadable(
            "assigned_at (hạn mới bắt đầu) đứng trước asked_at (lần yêu cầu đầu): kiểm tra hai thời điểm."
        )
    draft = verification_draft(case, tables)
    missed = tables.clocks.single(VERIFY, case.asked_at)
    draft.due(missed)
    draft.fields |= {
        "sent": {"number": case.sent.number, "date": long_day(case.sent.date)},
        "missed": until(missed.at) if missed.at else "",
    }
    return draft
