"""What a half-year counts, and that a later step of a case changes no earlier figure."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.unit.casework.correspondence.examples import a_case

from casework.domain.case import Case
from casework.domain.clockwork import VERIFY
from casework.domain.life.life import Life
from casework.domain.life.parts import Action, Conclusion, Heard, Request
from casework.domain.reporting.counting import Counting
from casework.domain.reporting.history import History, Line
from casework.domain.reporting.period import Period, period_of, year_before

ENDS = ((6, 14), (12, 14))
THIS = Period(date(2026, 6, 15), date(2026, 12, 14))
NEXT = Period(date(2026, 12, 15), date(2027, 6, 14))
OPENED = datetime(2026, 7, 1, 3, tzinfo=UTC)
LATE = datetime(2026, 12, 10, 3, tzinfo=UTC)
AFTER = datetime(2026, 12, 20, 3, tzinfo=UTC)


def a_history(*lines: tuple[str, datetime], life: Life | None = None, **case: Any) -> History:
    known: Case = replace(a_case(life or Life("verifying"))[0], opened_at=OPENED, clocks=(), **case)
    arrived = Line("opened", OPENED, "p1")
    return History(known, (arrived, *(Line(kind, at, "p2") for kind, at in lines)))


def counts(history: History, period: Period = THIS, cutoff: datetime | None = None) -> dict[str, int]:
    counting = Counting(period, cutoff or period.ends_at)
    counting.take(history)
    return {figure.key: figure.count for figure in counting.figures() if figure.count}


def concluded(verdict: str, at: datetime) -> Life:
    return Life("acting", conclusion=Conclusion(verdict, "…", "lan", at, "binh", at))  # type: ignore[arg-type]  # a word


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 6, 14), date(2025, 12, 15), date(2026, 6, 14)),
        (date(2026, 6, 15), date(2026, 6, 15), date(2026, 12, 14)),
        (date(2026, 12, 31), date(2026, 12, 15), date(2027, 6, 14)),
    ],
)
def test_a_day_lies_in_one_period(day: date, first: date, last: date) -> None:
    assert period_of(day, ENDS) == Period(first, last)


def test_the_year_before_has_the_same_days() -> None:
    assert year_before(THIS, ENDS) == Period(date(2025, 6, 15), date(2025, 12, 14))


def test_a_period_is_whole_days_of_vietnam() -> None:
    assert THIS.begins_at.astimezone(UTC) == datetime(2026, 6, 14, 17, tzinfo=UTC)
    assert THIS.ends_at.astimezone(UTC) == datetime(2026, 12, 14, 17, tzinfo=UTC)
    assert counts(a_history(("publication-attached", THIS.ends_at - timedelta(microseconds=1))))["publications"] == 2
    assert counts(a_history(("publication-attached", THIS.ends_at)))["publications"] == 1


@pytest.mark.parametrize(
    ("verdict", "key"),
    [
        ("accurate", "accurate"),
        ("partly-accurate", "partly"),
        ("inaccurate", "inaccurate"),
        ("unverifiable", "unverifiable"),
    ],
)
def test_a_conclusion_is_told_once_in_the_period_in_which_it_was_approved(verdict: str, key: str) -> None:
    history = a_history(("conclusion-approved", LATE), life=concluded(verdict, LATE))
    assert counts(history)[key] == 1
    assert "open" not in counts(history)
    assert not {"cases", "carried", key} & counts(history, NEXT).keys()


def test_what_came_after_the_end_leaves_the_case_open_and_is_carried() -> None:
    history = a_history(("conclusion-approved", AFTER), life=concluded("accurate", AFTER))
    assert {"opened": 1, "cases": 1, "open": 1}.items() <= counts(history).items()
    assert {"carried": 1, "cases": 1, "accurate": 1}.items() <= counts(history, NEXT).items()


def test_a_case_that_is_reopened_later_keeps_its_earlier_figure() -> None:
    earlier = concluded("inaccurate", LATE).conclusion
    life = Life("verifying", earlier=(earlier,) if earlier else ())
    history = a_history(("conclusion-approved", LATE), ("reopened", AFTER), life=life)
    assert counts(history)["inaccurate"] == 1
    assert counts(a_history(("conclusion-approved", OPENED), ("reopened", LATE), life=life))["open"] == 1


def test_dismissed_and_merged_cases() -> None:
    assert counts(a_history(("dismissed", LATE), life=Life("dismissed")))["dismissed"] == 1
    merged = counts(a_history(("merged", LATE), life=Life("merged")))
    assert merged == {"publications": 1}


def test_every_case_is_counted_in_one_of_the_parts() -> None:
    histories = [
        a_history(),
        a_history(("dismissed", LATE)),
        a_history(("conclusion-approved", LATE), life=concluded("accurate", LATE)),
        a_history(("conclusion-approved", AFTER), life=concluded("accurate", AFTER)),
    ]
    counting = Counting(THIS, THIS.ends_at)
    for history in histories:
        counting.take(history)
    found = {figure.key: figure.count for figure in counting.figures()}
    parts = ("accurate", "partly", "inaccurate", "unverifiable", "dismissed", "open")
    assert sum(found[key] for key in parts) == found["cases"] == 4


def test_remedies_are_to_be_done_done_or_late_by_their_day() -> None:
    def acting(**other: Any) -> History:
        action = Action("a1", "Trả lương", "Công ty", date(2026, 10, 1), "lan", planned_at=OPENED)
        return a_history(life=Life("acting", actions=(replace(action, **other),)))

    assert counts(acting())["remedies_overdue"] == 1
    done = counts(acting(done_at=LATE, proof="ảnh"))
    assert (done["remedies_planned"], done["remedies_done"], "remedies_overdue" in done) == (1, 1, False)
    assert counts(acting(done_at=AFTER))["remedies_overdue"] == 1, "as it stood at the end"
    assert counts(acting(done_at=AFTER), NEXT)["remedies_done"] == 1
    assert "remedies_planned" not in counts(acting(done_at=LATE), NEXT)
    assert "remedies_overdue" not in counts(acting(dropped="không cần", dropped_at=LATE))
    assert "remedies_overdue" not in counts(acting(due=date(2026, 12, 15))), "its day is not over"


def test_a_request_is_followed_until_its_last_word() -> None:
    def asked(*heard: tuple[str, datetime], track: str = "reply") -> History:
        request = Request(
            "r1",
            "p1",
            track,  # type: ignore[arg-type]  # a word
            "online",
            "lan",
            "answered",
            received_at=LATE,
            sent_at=LATE,
            heard=tuple(Heard(outcome, at) for outcome, at in heard),  # type: ignore[arg-type]  # a word
        )
        return a_history(life=Life("acting", requests=(request,)))

    assert counts(asked())["waiting"] == 1
    assert counts(asked(("published", LATE)))["replies_published"] == 1
    assert counts(asked(("published", LATE), track="correction"))["corrected"] == 1
    both = asked(("silent", LATE), ("published", AFTER))
    assert (counts(both)["requests_sent"], counts(both)["silent"]) == (1, 1)
    later = counts(both, NEXT)
    assert (later["requests_carried"], later["replies_published"], "requests_sent" in later) == (1, 1, False)
    assert "requests_carried" not in counts(asked(("refused", LATE)), NEXT)


def test_clocks_count_where_they_fell_due() -> None:
    clock = replace(
        a_case()[0].clocks[0], rule_id=VERIFY, started_at=OPENED, due_at=LATE, state="running", ended_at=None
    )

    def with_clock(**other: Any) -> History:
        history = a_history()
        return replace(history, case=replace(history.case, clocks=(replace(clock, **other),)))

    assert counts(with_clock(state="met", ended_at=LATE - timedelta(hours=1)))["clocks_met"] == 1
    assert counts(with_clock(state="overdue", ended_at=AFTER))["clocks_missed"] == 1
    assert counts(with_clock(state="overdue"))["clocks_missed"] == 1
    stopped = counts(with_clock(state="stopped", ended_at=LATE - timedelta(days=1)))
    assert not {"clocks_met", "clocks_missed"} & stopped.keys()
    assert not {"clocks_met", "clocks_missed"} & counts(with_clock(due_at=AFTER)).keys()
    assert not {"clocks_met", "clocks_missed"} & counts(with_clock(), cutoff=LATE).keys()


def test_a_figure_names_the_cases_behind_it_in_one_order() -> None:
    first, second = a_history(), a_history()
    pair = [replace(first, case=replace(first.case, id=name)) for name in ("b", "a")]
    assert second.case.id == "case-1"
    told = []
    for order in (pair, pair[::-1]):
        counting = Counting(THIS, THIS.ends_at)
        for history in order:
            counting.take(history)
        told.append(counting.figures())
    assert told[0] == told[1]
    assert next(one.cases for one in told[0] if one.key == "cases") == ("a", "b")
