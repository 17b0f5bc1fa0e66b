"""Side tasks: visit the sources that are due, look again at what was captured."""

import asyncio
import itertools
import logging
import time
from collections.abc import Awaitable
from datetime import timedelta

from ingest.ports import Desk
from ingest.usecases import Watch, revisit, visit_source
from shared.failures import Transient
from shared.ops.logging import correlation

log = logging.getLogger(__name__)

IDLE_SECONDS = 2.0
REVISITS_AT_ONCE = 50
CLAIM = timedelta(minutes=10)
"""Longer than any visit may take; if we die in one, it comes again after this."""


class Watcher:
    """Endless loops; what fails for reasons that pass is tried again at the next turn."""

    def __init__(self, watch: Watch, desk: Desk, interval: timedelta) -> None:
        self._watch = watch
        self._desk = desk
        self._interval = interval
        self._numbers = itertools.count()
        self._begun: dict[int, float] = {}

    async def visit(self) -> None:
        while True:
            if not await self._patiently(self._visit_one()):
                await asyncio.sleep(IDLE_SECONDS)

    async def look_again(self) -> None:
        while True:
            if not await self._patiently(self._revisit_some()):
                await asyncio.sleep(IDLE_SECONDS)

    async def _visit_one(self) -> bool:
        now = self._watch.clock()
        source = await self._desk.claim_source(now, now + self._interval)
        if source is None:
            return False
        correlation.set(source.id)
        captured = await visit_source(source, self._watch)
        if captured:
            log.info("captured", extra={"action": "source.captured", "source": source.id, "count": captured})
        return True

    async def _revisit_some(self) -> bool:
        now = self._watch.clock()
        known = await self._desk.claim_revisits(now, now + CLAIM, REVISITS_AT_ONCE)
        changed = [seen for seen in await revisit(known, self._watch) if seen.change]
        if changed:
            log.info("changed", extra={"action": "publications.changed", "count": len(changed)})
        return bool(known)

    async def _patiently(self, turn: Awaitable[bool]) -> bool:
        number = next(self._numbers)
        self._begun[number] = time.monotonic()
        try:
            return await turn
        except Transient as error:
            log.warning("will try again: %s", error, extra={"action": "watcher.retry"})
        except Exception:
            # One source's bytes must not end the watching of all others; it is visited again when it is due.
            log.exception("a turn failed", extra={"action": "watcher.failed"})
        finally:
            del self._begun[number]
        return False

    async def progress(self) -> str | None:
        """Liveness: no single visit may take longer than the time after which another replica takes it over."""
        longest = max((time.monotonic() - begun for begun in self._begun.values()), default=0.0)
        return f"one visit has taken {longest:.0f} s" if longest > CLAIM.total_seconds() else None
