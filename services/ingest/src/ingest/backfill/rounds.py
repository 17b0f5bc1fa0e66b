"""Addresses of the past in turn (port: ingest.rota.Round)."""

import logging
from datetime import datetime, timedelta

from ingest.backfill.intake import LANE
from ingest.backfill.job import Item, Job
from ingest.backfill.ports import Desk
from ingest.backfill.usecases import Backfill, work_off
from ingest.metrics import IngestMetrics
from ingest.rota import CLAIM

log = logging.getLogger(__name__)

AT_ONCE = 20
"""Addresses claimed at a time: at a second each per host they are done long before their claim runs out."""
BREATH = timedelta(seconds=1)
"""Between two looks whether what waits to be published has left."""


class BackfillRounds:
    def __init__(self, backfill: Backfill, desk: Desk, metrics: IngestMetrics) -> None:
        self._backfill = backfill
        self._desk = desk
        self._metrics = metrics
        self._jammed = False

    async def claim(self) -> tuple[Job, list[Item]] | None:
        now = self._backfill.intake.clock()
        self._jammed = await self._desk.jammed()
        return None if self._jammed else await self._desk.claim(now, now + CLAIM, AT_ONCE)

    async def next_due(self) -> datetime | None:
        due = await self._desk.next_due()
        return max(due, self._backfill.intake.clock() + BREATH) if due and self._jammed else due

    async def do(self, claimed: tuple[Job, list[Item]]) -> None:
        job, items = claimed
        ended = await work_off(job, items, self._backfill)
        for how, count in ended.items():
            self._metrics.backfilled.labels(how).inc(count)
        if captured := ended["captured"]:
            self._metrics.captured.labels(LANE, "page").inc(captured)
            extra = {"action": "backfill.captured", "job": job.id, "count": captured}
            log.info("captured of the past", extra=extra)
