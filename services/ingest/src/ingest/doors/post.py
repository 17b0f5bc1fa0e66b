"""A box into which others put things is emptied at its time (port: ingest.rota.Round)."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from ingest.doors.accepting import accept
from ingest.doors.item import Item
from ingest.errors import IngestError
from ingest.metrics import IngestMetrics
from ingest.usecases import Watch

log = logging.getLogger(__name__)


class BoxAway(IngestError):
    """It does not answer, or refuses us; the message says which, and never a password."""


class Box(Protocol):
    """Blocking, so it is asked in a thread. Both raise BoxAway."""

    @property
    def door(self) -> str: ...
    def look(self) -> list[tuple[str, Item]]: ...
    def done(self, numbers: Sequence[str]) -> None: ...


class PostRounds:
    """Replicas may look side by side: what both take is one publication, and the later one tries again."""

    def __init__(self, box: Box, every: timedelta, watch: Watch, metrics: IngestMetrics) -> None:
        self._box = box
        self._every = every
        self._watch = watch
        self._metrics = metrics
        self._due = watch.clock()

    async def claim(self) -> Box | None:
        if self._watch.clock() < self._due:
            return None
        self._due = self._watch.clock() + self._every
        return self._box

    async def next_due(self) -> datetime | None:
        return self._due

    async def do(self, job: Box) -> None:
        try:
            things = await asyncio.to_thread(job.look)
            new = await accept([item for _, item in things], self._watch)
            await asyncio.to_thread(job.done, [number for number, _ in things])
        except BoxAway as error:
            self._metrics.knocks.labels(job.door, type(error).__name__).inc()
            if error.retry_after:
                self._due = self._watch.clock() + timedelta(seconds=error.retry_after)
            log.warning("%s", error, extra={"action": "box.away", "door": job.door})
            return
        self._metrics.knocks.labels(job.door, "taken").inc(len(new))
        if new:
            log.info("things taken", extra={"action": "box.taken", "door": job.door, "count": len(new)})
