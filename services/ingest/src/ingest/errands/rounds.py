"""Errands in turn (port: ingest.rota.Round)."""

import logging
from datetime import datetime

from ingest.errands.errand import Errand
from ingest.errands.ports import Desk
from ingest.errands.usecases import Errands, run_errand
from ingest.metrics import IngestMetrics
from ingest.rota import CLAIM
from shared.ops.logging import correlation

log = logging.getLogger(__name__)

AT_ONCE = 2


class ErrandRounds:
    def __init__(self, errands: Errands, desk: Desk, metrics: IngestMetrics) -> None:
        self._errands = errands
        self._desk = desk
        self._metrics = metrics

    async def claim(self) -> Errand | None:
        now = self._errands.clock()
        return await self._desk.claim(now, now + CLAIM)

    async def next_due(self) -> datetime | None:
        return await self._desk.next_due()

    async def do(self, errand: Errand) -> None:
        correlation.set(errand.correlation_id)
        looked = await run_errand(errand, self._errands)
        self._metrics.errands.labels(looked.kind or "nothing new").inc()
        if looked.kind:
            extra = {"action": "errand.told", "errand": errand.id, "kind": looked.kind}
            log.info("pages of a request were looked at", extra=extra)
