"""A side task: looks for clocks that ran out and for people who are to be told."""

import asyncio
import logging
from collections.abc import Callable

from casework.ports import Works
from casework.usecases.firing import AT_ONCE, fire_clocks
from casework.usecases.means import Means
from casework.usecases.planning_older import plan_older
from shared.failures import Transient
from shared.ops.clock import Clock
from shared.ops.metrics import Metrics

log = logging.getLogger(__name__)

LOOK_SECONDS = 20.0
"""Deadlines are hours and days; a look costs one index read."""


class Timekeeper:
    def __init__(self, works: Works, means: Callable[[], Means], clock: Clock, metrics: Metrics) -> None:
        self._works = works
        self._means = means
        self._clock = clock
        self._overdue = metrics.counter("clocks_overdue_total", "deadlines that ran out")
        self._told = metrics.counter("reminders_total", "reminders of deadlines that were asked for")

    async def run(self) -> None:
        """Endless."""
        older = False
        while True:
            older = older or await self._older()
            if await self._look() < AT_ONCE:
                await asyncio.sleep(LOOK_SECONDS)

    async def _older(self) -> bool:
        try:
            given = await plan_older(self._works, self._means(), self._clock)
        except Transient as error:
            log.warning("reminders of older clocks wait: %s", error, extra={"action": "clocks.older-retry"})
            return False
        if given:
            log.info("reminders of older clocks", extra={"action": "clocks.older", "count": given})
        return True

    async def _look(self) -> int:
        try:
            rung = await fire_clocks(self._works, self._means(), self._clock())
        except Transient as error:
            log.warning("clocks wait: %s", error, extra={"action": "clocks.retry"})
            return 0
        self._overdue.inc(rung.overdue)
        self._told.inc(rung.told)
        if rung.cases:
            extra = {"action": "clocks.rang", "overdue": rung.overdue, "told": rung.told}
            log.info("deadlines rang", extra=extra)
        return rung.cases
