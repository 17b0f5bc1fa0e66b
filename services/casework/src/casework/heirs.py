"""A side task: looks for open cases whose unit has ended."""

import asyncio
import logging
from collections.abc import Callable

from casework.ports import Works
from casework.usecases.handing_over import AT_ONCE, hand_over
from casework.usecases.means import Means
from shared.failures import Transient
from shared.ops.clock import Clock

log = logging.getLogger(__name__)

LOOK_SECONDS = 60.0
"""Bodies end at midnight and directories change by hand; a look is one question of an index."""


class Heirs:
    def __init__(self, works: Works, means: Callable[[], Means], clock: Clock) -> None:
        self._works = works
        self._means = means
        self._clock = clock

    async def run(self) -> None:
        """Endless."""
        while True:
            if await self._look() < AT_ONCE:
                await asyncio.sleep(LOOK_SECONDS)

    async def _look(self) -> int:
        try:
            found = await hand_over(self._works, self._means(), self._clock())
        except Transient as error:
            log.warning("handovers wait: %s", error, extra={"action": "handover.retry"})
            return 0
        if found:
            log.info("cases of ended units", extra={"action": "handover.done", "count": found})
        return found
