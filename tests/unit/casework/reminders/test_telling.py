"""Each reminder once, in order, never of a clock that ended, and of several missed ones the last."""

from datetime import datetime, timedelta

from casework.domain.clocks.phrases import VIETNAM
from casework.domain.clocks.running import RunningClock
from casework.domain.reminders.telling import Telling, tell
from casework.testing import CLOCKWORK, PLANNER

START = datetime(2026, 11, 25, 9, tzinfo=VIETNAM)
DUE = datetime(2026, 11, 27, 23, 59, 59, tzinfo=VIETNAM)


def clock(start: datetime = START) -> RunningClock:
    (one,) = CLOCKWORK.opened(start)
    return one


def look(one: RunningClock, now: datetime) -> tuple[RunningClock, list[Telling]]:
    """What the timekeeper does to one clock."""
    if one.fires_at and one.fires_at <= now:
        one = one.overdue()
    (after,), told = tell([one], now, office_open=CLOCKWORK.office_open(now))
    return after, list(told)


def named(told: list[Telling]) -> list[tuple[str, str]]:
    return [(one.planned.rule_id, one.planned.audience) for one in told]


def test_one_after_another_as_time_goes_by() -> None:
    one, said = clock(), []
    for hour in range(24 * 10):
        one, told = look(one, START + timedelta(hours=hour))
        said += named(told)
    assert said == [
        ("verify-eve", "unit"),
        ("verify-last-day", "unit"),
        ("verify-overdue", "unit"),
        ("verify-overdue", "watch-office"),
        ("verify-escalated", "leaders"),
    ]
    assert {each.state for each in one.plan} == {"told"}
    assert one.reminds_at is None


def test_after_an_outage_each_hears_the_last_of_what_was_missed_and_that_it_is_so() -> None:
    after, told = look(clock(), START + timedelta(days=30))
    assert named(told) == [
        ("verify-overdue", "unit"),
        ("verify-overdue", "watch-office"),
        ("verify-escalated", "leaders"),
    ]
    assert told[0].instead_of == 2
    assert told[0].remark.startswith("Lời báo này thay cho 2 lời nhắc trước")
    assert told[1].remark == ""
    assert [one.state for one in after.plan] == ["replaced", "replaced", "told", "told", "told"]


def test_when_an_outage_ends_in_the_night_people_are_told_in_the_morning() -> None:
    night = datetime(2026, 11, 28, 2, tzinfo=VIETNAM)
    one, told = look(clock(), night)
    assert (one.state, told) == ("overdue", [])
    one, told = look(one, datetime(2026, 11, 30, 7, 30, tzinfo=VIETNAM))
    assert named(told) == [("verify-overdue", "unit"), ("verify-overdue", "watch-office")]
    assert told[0].instead_of == 2


def test_what_was_met_or_stopped_says_nothing_more_even_when_it_was_late() -> None:
    for state in ("met", "stopped"):
        ended = clock().ended(state, START)
        assert look(ended, START + timedelta(days=30)) == (ended, [])
        late, _ = look(clock(), datetime(2026, 11, 30, 8, tzinfo=VIETNAM))
        over = late.ended(state, START)
        assert over.state == "overdue"
        assert look(over, START + timedelta(days=30)) == (over, [])


def test_an_urgent_one_in_the_night_speaks_for_what_waited_for_the_morning() -> None:
    row = PLANNER.plan("SPK_EXTRA", "", START, START + timedelta(hours=24))
    one = clock()
    missed = one.plan[0]
    urgent = next(each for each in row if each.rule_id == "speak-overdue")
    mixed = RunningClock(
        **{name: getattr(one, name) for name in RunningClock.__slots__ if name != "plan"},
        plan=(
            missed,
            type(missed)(**{n: getattr(urgent, n) for n in urgent.__slots__ if n != "audience"}, audience="unit"),
        ),
    )
    (after,), told = tell([mixed], urgent.at + timedelta(hours=20), office_open=False)
    assert named(list(told)) == [("speak-overdue", "unit")]
    assert [each.state for each in after.plan] == ["replaced", "told"]
