"""What reminders write into a case: that somebody is told, that nobody could be, what became of it."""

from dataclasses import replace
from datetime import datetime

from casework.domain.asked import Asked
from casework.domain.case import Case
from casework.domain.clocks.phrases import VIETNAM, moment
from casework.domain.reminders.addressing import Call
from casework.domain.reminders.telling import Telling
from casework.domain.reminders.vocabulary import AUDIENCE_NAMES, HANDOVER, KIND_NAMES
from shared.cause import Cause


def reminded(case: Case, call: Call, notice_id: str, now: datetime) -> Case:
    """The notice leaves in the transaction that saves this."""
    telling = call.telling
    notice = Asked(notice_id, kind=telling.planned.kind, to=call.name, title=telling.clock.title, asked_at=now)
    note = f"{call.name}: {_subject(telling)}"
    told = replace(case, notices=(*case.notices, notice))
    return told.record("reminder-requested", now, Cause(case.id, None, None), None, note)


def unaddressed(case: Case, telling: Telling, now: datetime) -> Case:
    who = AUDIENCE_NAMES[telling.planned.audience]
    note = f"Danh bạ không có địa chỉ nhận của {who}: {_subject(telling)}"
    return case.record("reminder-unaddressed", now, Cause(case.id, None, None), None, note)


def reminder_heard(
    case: Case, notice_id: str, state: str, version: int, at: datetime, note: str, now: datetime, cause: Cause
) -> Case | None:
    """None when the case has sent no such reminder."""
    found = next((one for one in case.notices if one.notice_id == notice_id), None)
    if found is None:
        return None
    notices = tuple(one.heard(state, version, at) if one is found else one for one in case.notices)
    prefix = HANDOVER if found.kind == HANDOVER else "reminder"
    said = f"{found.to}: {note}" if note else found.to
    return replace(case, notices=notices).record(f"{prefix}-{state}", now, cause, None, said, at)


def _subject(telling: Telling) -> str:
    clock = telling.clock
    due = f", hạn {moment(clock.due_at.astimezone(VIETNAM))}" if clock.due_at else ""
    return f"{KIND_NAMES[telling.planned.kind]} – {clock.title}{due}"
