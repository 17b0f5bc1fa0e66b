"""Until when something is still owed in a case: what a list is sorted by, and what makes a case late."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from casework.domain.clocks.phrases import DAY_END, VIETNAM
from casework.domain.clocks.running import RunningClock
from casework.domain.life.life import Life
from casework.domain.life.stages import EDITABLE

VERIFIED_AT = ("verification-requested", "verifying")
DONE = ("published", "refused")
"""Outcomes after which an outlet owes nothing more."""


def next_due(life: Life, clocks: Sequence[RunningClock]) -> datetime | None:
    """The earliest time limit that is not met yet, also one that has passed. None: nothing with a time is owed.

    A clock of "ngay" (at once) has no time that could be before another.
    """
    return min(_owed(life, clocks), default=None) if life.stage in EDITABLE else None


def _owed(life: Life, clocks: Sequence[RunningClock]) -> Iterator[datetime]:
    verifying = [clock for clock in clocks if not clock.about][-1:] if life.stage in VERIFIED_AT else []
    asked = {one.id for one in life.requests if one.open and one.received_at and one.outcome not in DONE}
    theirs = [clock for clock in clocks if clock.about in asked and clock.ended_at is None and not clock.at_once]
    yield from (clock.due_at for clock in (*verifying, *theirs) if clock.due_at)
    yield from (_end_of(action.due) for action in life.actions if action.open)


def _end_of(day: date) -> datetime:
    return datetime.combine(day, DAY_END, VIETNAM)
