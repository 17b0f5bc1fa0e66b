"""Clocks whose time has come."""

from datetime import datetime

from casework.ports import Works

AT_ONCE = 50


async def fire_clocks(works: Works, now: datetime) -> int:
    """Mark the clocks that ran out by `now`; how many cases that was. Raises Transient.

    A clock fires once: it is overdue in the transaction that says so, and a replica that looked at the same time
    finds the case's version changed. After an outage all that came due meanwhile fires at the first look.
    """
    async with works.once(()) as work:
        due = await work.ringing(now, AT_ONCE)
        rung = [case.clocks_due(now) for case in due]
        await work.save([case for case in rung if case.changes], (), ())
    return len(due)
