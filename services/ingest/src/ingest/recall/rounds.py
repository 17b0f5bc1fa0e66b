"""Sections in turn (port: ingest.rota.Round)."""

import logging
from datetime import datetime, timedelta

from ingest.errors import IngestError
from ingest.metrics import IngestMetrics
from ingest.recall.ports import Desk, Reader
from ingest.recall.usecases import compare
from ingest.sources.source import Source
from ingest.usecases import Watch

log = logging.getLogger(__name__)

Claimed = tuple[Source, frozenset[str]]


class RecallRounds:
    """`every`: between two comparisons of one section."""

    def __init__(self, watch: Watch, reader: Reader, desk: Desk, every: timedelta, metrics: IngestMetrics) -> None:
        self._watch = watch
        self._reader = reader
        self._desk = desk
        self._every = every
        self._metrics = metrics

    async def claim(self) -> Claimed | None:
        now = self._watch.clock()
        return await self._desk.claim(now, now + self._every)

    async def next_due(self) -> datetime | None:
        return await self._desk.next_due()

    async def do(self, claimed: Claimed) -> None:
        source, suspects = claimed
        extra = {"action": "recall.compared", "source": source.id}
        try:
            recalled = await compare(source, suspects, self._reader, self._watch)
        except IngestError as error:
            self._metrics.recalled.labels("unreadable").inc()
            log.warning("the section of a source cannot be read: %s: %s", type(error).__name__, error, extra=extra)
            return
        await self._desk.note(recalled)
        self._metrics.recalled.labels("listed").inc(recalled.listed)
        self._metrics.recalled.labels("missed").inc(recalled.missed)
        if recalled.missed:
            self._metrics.captured.labels("live", "page").inc(recalled.missed)
            log.warning("a feed did not give %d of %d", recalled.missed, recalled.listed, extra=extra)
