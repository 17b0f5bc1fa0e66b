"""A running clock without a plan of who is told when."""

from dataclasses import replace
from datetime import datetime

from casework.domain.case import Case
from casework.domain.clockwork import Clockwork
from shared.cause import Cause


def planned(case: Case, clockwork: Clockwork, now: datetime) -> Case:
    """Its running clocks with their reminders; unchanged when no row names them. What should have been said already
    is said once, as after an outage."""
    clocks = tuple(clockwork.planned(clock) for clock in case.clocks)
    if clocks == case.clocks:
        return case
    titles = ", ".join(new.title for new, old in zip(clocks, case.clocks, strict=True) if new != old)
    return replace(case, clocks=clocks).record("reminder-planned", now, Cause(case.id, None, None), None, titles)
