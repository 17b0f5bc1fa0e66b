"""A side task: looks for clocks that ran out."""

import asyncio
import logging

from casework.ports import Works
from casework.usecases.firing import AT_ONCE, fire_clocks
from shared.failures import Transient
from shared.ops.clock import Clock
from shared.ops.metrics import Metrics

log = logging.getLogger(__name__)

LOOK_SECONDS = 20.0
"""Deadlines are hours and days; a look costs one index read."""


class Timekeeper:
    def __init__(self, works: Works, clock: Clock, metrics: Metrics) -> None:
        self._works = works
        self._clock = clock
        self._overdue = metrics.counter("clocks_overdue_total", "cases in which a deadline ran out")

    async def run(self) -> None:
        """Endless."""
        while True:
            if await self._look() < AT_ONCE:
                await asyncio.sleep(LOOK_SECONDS)

    async def _look(self) -> int:
        try:
            rung = await fire_clocks(self._works, self._clock())
        except Transient as error:
            log.warning("clocks wait: %s", error, extra={"action": "clocks.retry"})
            return 0
        if rung:
            self._overdue.inc(rung)
            log.info("deadlines ran out", extra={"action": "clocks.overdue", "count": rung})
        return rung
