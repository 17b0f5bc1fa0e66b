"""The request to an outlet and the copy to the bodies that must know: one matter, two letters."""

from datetime import date, datetime
from typing import Any

from casework.domain.clocks.phrases import VIETNAM
from casework.domain.clocks.sureness import sureness
from casework.letters.dates import long_day
from casework.letters.deadlines import deadline_words, kept_words
from casework.letters.draft import Draft, Tables
from casework.letters.frame import framed
from casework.letters.law import Law
from casework.letters.press import PressCase
from casework.letters.press_fields import ground, matter


def correction_draft(case: PressCase, tables: Tables) -> Draft:
    names, notes = _copies(case, tables)
    draft = framed(case, tables, "letter", [case.outlet.name], names)
    draft.notes += notes
    law = tables.laws.choose(_day(case.work.published_at), _day(case.received_at), case.law)
    draft.note(f"Căn cứ {law.law}", law.mark)
    draft.notes.append(law.spokesperson.note)
    draft.fields |= matter(case) | ground(case, law) | _demand(case, law, tables, draft, "văn bản này")
    return draft


def copy_draft(case: PressCase, tables: Tables) -> Draft:
    assert case.sent is not None  # noqa: S101 - the kind demands it
    names, notes = _copies(case, tables, to_itself=False)
    draft = framed(case, tables, "letter", names, [])
    draft.notes += notes
    sent = {"number": case.sent.number, "date": long_day(case.sent.date)}
    law = tables.laws.choose(_day(case.work.published_at), _day(case.received_at), case.law)
    draft.fields |= (
        matter(case) | ground(case, law) | _demand(case, law, tables, draft, "văn bản nêu trên") | {"sent": sent}
    )
    return draft


def _copies(case: PressCase, tables: Tables, *, to_itself: bool = True) -> tuple[list[str], list[str]]:
    """Those named in the facts, or those of the day; and what is not sure about the latter."""
    if case.copies is not None:
        return case.copies, []
    rows = tables.recipients.on(case.date or _day(case.received_at))
    federal = case.letterhead.level == "province"
    if federal and not to_itself:
        rows = [row for row in rows if not row.own]
    names = [row.own if federal and row.own else row.name for row in rows]
    notes = [f"Nơi nhận: {row.name} ({sureness(row.mark)}). {row.note}" for row in rows if row.note or row.mark != "V"]
    return names, notes


def _demand(case: PressCase, law: Law, tables: Tables, draft: Draft, letter: str) -> dict[str, Any]:
    concluded = case.conclusion is not None
    start = case.conclusion.reached_outlet_at if case.conclusion else None
    dues = tables.clocks.correction(case.outlet.medium, law, start or case.received_at, case.next_issue)
    for due in dues:
        draft.due(due)
        if concluded and due.rule.keep_mark == "U":
            draft.note("Số ngày lưu giữ thông tin cải chính không in vào văn bản vì chưa kiểm chứng", "U")
    if not concluded:
        draft.note("Thời hạn đăng phản hồi tính từ khi nhận văn bản phản hồi: cách hiểu của hệ thống", "INF")
    return {
        "place": law.place_for(case.outlet.medium),
        "deadline": deadline_words(dues, "văn bản kết luận" if concluded else letter),
        "kept": kept_words(dues),
    }


def _day(value: datetime) -> date:
    return value.astimezone(VIETNAM).date()
