"""Who is told when: the packaged rows over working days, weekends, the turn of the year and Tết."""

from datetime import datetime, time

import pytest

from casework.domain.clocks.calendar import WorkCalendar
from casework.domain.clocks.phrases import VIETNAM
from casework.domain.reminders.office import Office
from casework.domain.reminders.planning import Planner
from casework.domain.reminders.rule import ReminderRule
from casework.testing import BOOK, PLANNER, RECKONER

OFFICE = Office(WorkCalendar(), time(7, 30), time(17), "Quy ước", "U")


def at(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=VIETNAM)


def planned(clock: str, medium: str, start: str) -> list[tuple[str, str, str]]:
    (row,) = BOOK.find(clock, medium, at(start).date())
    due = RECKONER.due(row, at(start))
    plan = PLANNER.plan(clock, "", due.started_at, due.at)
    return [(one.rule_id, one.audience, f"{one.at:%d/%m/%Y %H:%M}") for one in plan]


@pytest.mark.parametrize(
    ("start", "eve", "last_day", "overdue", "escalated"),
    [
        ("25/11/2026 09:00", "26/11/2026", "27/11/2026", "30/11/2026", "01/12/2026"),
        ("30/12/2026 15:00", "31/12/2026", "04/01/2027", "05/01/2027", "06/01/2027"),
        ("03/02/2027 09:00", "11/02/2027", "12/02/2027", "15/02/2027", "16/02/2027"),
        ("28/04/2026 08:00", "29/04/2026", "04/05/2026", "05/05/2026", "06/05/2026"),
    ],
    ids=["over a weekend", "over New Year", "over Tết", "over 30/4 and 1/5"],
)
def test_the_unit_hears_on_the_eve_on_the_last_day_and_after_it(start, eve, last_day, overdue, escalated) -> None:
    assert planned("INT_VERIFY", "online", start) == [
        ("verify-eve", "unit", f"{eve} 07:30"),
        ("verify-last-day", "unit", f"{last_day} 07:30"),
        ("verify-overdue", "unit", f"{overdue} 07:30"),
        ("verify-overdue", "watch-office", f"{overdue} 07:30"),
        ("verify-escalated", "leaders", f"{escalated} 07:30"),
    ]


@pytest.mark.parametrize(
    ("clock", "medium", "start", "expected"),
    [
        (
            "INT_CORRECTION_ONLINE",
            "online",
            "24/11/2026 15:00",
            [("online-soon", "25/11/2026 11:00"), ("online-overdue", "25/11/2026 15:00")],
        ),
        ("INT_CORRECTION_ONLINE", "online", "27/11/2026 15:00", [("online-overdue", "30/11/2026 07:30")]),
        ("INT_CORRECTION_ONLINE", "online", "24/11/2026 22:00", [("online-overdue", "26/11/2026 07:30")]),
        ("COR_DAILY_RADIO_TV", "daily", "26/11/2026 15:00", [("daily-last-day", "27/11/2026 07:30")]),
        ("COR_DAILY_RADIO_TV", "daily", "27/11/2026 15:00", [("daily-overdue", "30/11/2026 07:30")]),
    ],
    ids=[
        "by the hour in working hours",
        "before a weekend it would come too late",
        "at night both wait, and one would be too late",
        "the last day is off: told on the working day before",
        "the working day before is before it starts",
    ],
)
def test_an_hour_at_night_or_on_a_day_off_waits_unless_it_would_be_too_late(clock, medium, start, expected) -> None:
    found = [(row, moment) for row, audience, moment in planned(clock, medium, start) if audience == "watch-office"]
    assert found[: len(expected)] == expected


def test_what_is_urgent_is_told_in_the_night_of_a_sunday() -> None:
    found = planned("SPK_EXTRA", "online", "28/11/2026 03:00")
    assert found == [
        ("speak-soon", "watch-office", "28/11/2026 21:00"),
        ("speak-soon", "leaders", "28/11/2026 21:00"),
        ("speak-overdue", "leaders", "29/11/2026 03:00"),
    ]


def test_what_stays_silent_says_why() -> None:
    start = at("27/11/2026 15:00")
    soon, *_ = PLANNER.outlook("INT_CORRECTION_ONLINE", "", start, at("28/11/2026 15:00"))
    assert soon.at is None
    assert soon.steps[-1] == "Lúc đó đã hết hạn: không gửi, lời báo quá hạn thay thế."
    assert "28/11/2026 là ngày nghỉ (thứ Bảy): chờ đến 07:30 ngày 30/11/2026" in soon.steps[1]


def test_a_deadline_without_a_time_has_no_reminders() -> None:
    assert PLANNER.plan("COR_WEEKLY_MAG", "", at("24/11/2026 10:00"), None) == ()


def test_what_was_due_at_once_makes_nobody_late_in_the_moment_of_asking() -> None:
    (row, _) = BOOK.find("COR_MAG_GT30", "magazine_gt30", at("24/06/2026 10:00").date())
    due = RECKONER.due(row, at("24/06/2026 10:00"))
    assert (row.unit, due.at) == ("now", due.started_at)
    assert PLANNER.plan(row.id, row.part, due.started_at, due.at) == ()
    (later, _) = BOOK.find("COR_MAG_GT30", "magazine_gt30", at("24/07/2026 10:00").date())
    due = RECKONER.due(later, at("24/07/2026 10:00"))
    assert [one.rule_id for one in PLANNER.plan(later.id, later.part, due.started_at, due.at)] == [
        "magazine-reply-overdue",
        "magazine-reply-escalated",
    ]


def test_beyond_the_calendar_of_holidays_nobody_is_told() -> None:
    start = at("24/11/2098 10:00")
    assert PLANNER.plan("INT_VERIFY", "", start, at("25/11/2099 10:00")) == ()


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("25/11/2026 07:29", "25/11/2026 07:30"),
        ("25/11/2026 07:30", "25/11/2026 07:30"),
        ("25/11/2026 16:59", "25/11/2026 16:59"),
        ("25/11/2026 17:00", "26/11/2026 07:30"),
        ("27/11/2026 23:59", "30/11/2026 07:30"),
        ("29/11/2026 03:00", "30/11/2026 07:30"),
        ("31/12/2026 18:00", "04/01/2027 07:30"),
        ("06/02/2027 09:00", "11/02/2027 07:30"),
    ],
)
def test_the_office_is_open_in_the_hours_of_working_days(moment: str, opens: str) -> None:
    found, why = OFFICE.first_open(at(moment))
    assert found == at(opens)
    assert bool(why) is not OFFICE.is_open(at(moment))
    assert OFFICE.is_open(found)


def test_calendar_days_fall_on_a_day_off_and_wait() -> None:
    rule = ReminderRule("weekly", "X_RULE", "after", "d", ("unit",), "overdue", "b", "internal", "U", quantity=1)
    (one,) = Planner([rule], OFFICE).plan("X_RULE", "", at("26/11/2026 08:00"), at("27/11/2026 10:00"))
    assert one.at == at("30/11/2026 07:30")
