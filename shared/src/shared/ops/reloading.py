"""What a replica holds in memory, kept as fresh as its table; a side task."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from shared.failures import Transient

log = logging.getLogger(__name__)


async def keep_fresh(what: str, refresh: Callable[[], Awaitable[bool]], seconds: float) -> None:
    """Endless: `refresh` says whether something was new; `seconds` between two looks."""
    while True:
        await asyncio.sleep(seconds)
        try:
            if await refresh():
                log.info("%s reloaded", what, extra={"action": f"{what}.reloaded"})
        except Transient as error:
            # Readiness names MongoDB already; what is in hand stays good meanwhile.
            log.info("%s not looked at: %s", what, error, extra={"action": f"{what}.unreachable"})
