"""Until when something is owed: the clocks of the step that a case is at, of requests without an answer, remedies."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from casework.domain.clocks.running import RunningClock
from casework.domain.life.life import Life
from casework.domain.life.parts import Action, Request
from casework.domain.pending import next_due
from casework.testing import AT, CLOCKWORK

HOUR = timedelta(hours=1)
(VERIFY,) = CLOCKWORK.opened(AT)
SENT = Request("r1", "p1", "reply", "online", "lan", "sent", "05/LĐLĐ", AT)


def theirs(hours: int, **other: object) -> RunningClock:
    return replace(VERIFY, about="r1", due_at=AT + hours * HOUR, **other)  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize("stage", ["verification-requested", "verifying"])
def test_a_unit_owes_its_findings(stage: str) -> None:
    assert next_due(Life(stage), (VERIFY,)) == VERIFY.due_at  # type: ignore[arg-type]  # of the list above


def test_whoever_was_asked_last_owes_them_and_a_passed_time_stays_owed() -> None:
    again = replace(VERIFY, due_at=AT + 9 * HOUR, state="overdue")
    assert next_due(Life("verifying"), (replace(VERIFY, state="overdue"), again)) == again.due_at


@pytest.mark.parametrize("stage", ["triage", "concluding", "closed", "dismissed", "merged"])
def test_nobody_owes_findings_when_they_are_there_or_not_wanted(stage: str) -> None:
    assert next_due(Life(stage), (VERIFY,)) is None  # type: ignore[arg-type]  # of the list above


def test_an_outlet_owes_until_it_has_published_or_refused() -> None:
    clocks = (VERIFY, theirs(5), theirs(3, at_once=True), theirs(4, state="met", ended_at=AT))
    assert next_due(Life("acting", requests=(SENT,)), clocks) == AT + 5 * HOUR
    for partly in ("partial", "silent"):
        asked = replace(SENT, state="answered", outcome=partly)
        assert next_due(Life("acting", requests=(asked,)), clocks) == AT + 5 * HOUR
    for done in (replace(SENT, state="answered", outcome="refused"), replace(SENT, state="settled")):
        assert next_due(Life("acting", requests=(done,)), clocks) is None


def test_a_remedy_is_owed_until_the_end_of_its_day_in_vietnam() -> None:
    action = Action("a1", "Trả lương", "Công ty", date(2026, 12, 1), "minh")
    assert next_due(Life("acting", actions=(action,)), ()) == datetime(2026, 12, 1, 16, 59, 59, tzinfo=UTC)
    assert next_due(Life("acting", actions=(replace(action, dropped="vì"),)), ()) is None
