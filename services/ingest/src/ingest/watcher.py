"""What is done in turn: visit the sources that are due, look again at what was captured (both by ingest.rota)."""

import logging
import time
from collections import Counter, deque
from collections.abc import Callable
from datetime import datetime, timedelta

from ingest.domain import Known
from ingest.metrics import IngestMetrics
from ingest.rota import CLAIM
from ingest.sources.source import Source
from ingest.usecases import Watch, revisit, visit_source
from shared.ops.logging import correlation

log = logging.getLogger(__name__)

REVISITS_AT_ONCE = 50


class Visits:
    """Sources (port: ingest.rota.Round). `captured` is called when there is something new to look at again; `interval`
    is for how long a claim holds if we die, `many` how many are claimed at once."""

    def __init__(
        self, watch: Watch, interval: timedelta, metrics: IngestMetrics, captured: Callable[[], None], many: int = 4
    ) -> None:
        self._many = many
        self._watch = watch
        self._interval = interval
        self._metrics = metrics
        self._captured = captured
        self._in_hand: set[str] = set()
        self._claimed: deque[tuple[Source, datetime]] = deque()

    async def claim(self) -> Source | None:
        now = self._watch.clock()
        if not self._claimed:
            until = now + self._interval
            self._claimed.extend((one, until) for one in await self._watch.desk.claim_sources(now, until, self._many))
        while self._claimed:
            source, until = self._claimed.popleft()
            # What waited here past its claim may be in another replica's hands. And a visit that outlasts the interval
            # is not overtaken by the next one of the same source.
            if source.id not in self._in_hand and now < until:
                self._in_hand.add(source.id)
                return source
        return None

    async def next_due(self) -> datetime | None:
        survey = await self._watch.desk.survey()
        self._metrics.surveyed(survey)
        return survey.next_visit

    async def do(self, source: Source) -> None:
        correlation.set(source.id)
        begun = time.monotonic()
        try:
            visited = await visit_source(source, self._watch)
        except Exception:
            self._metrics.visit_seconds.labels("broken").observe(time.monotonic() - begun)
            raise
        finally:
            self._in_hand.remove(source.id)
        if visited.source.state != source.state:
            self._metrics.changes.labels(visited.source.state).inc()
        self._metrics.visited(visited, time.monotonic() - begun)
        if count := visited.captured.total():
            log.info("captured", extra={"action": "source.captured", "source": source.id, "count": count})
            self._captured()


class Revisits:
    """Publications, a batch at a time (port: ingest.rota.Round)."""

    def __init__(self, watch: Watch, metrics: IngestMetrics) -> None:
        self._watch = watch
        self._metrics = metrics

    async def claim(self) -> list[Known] | None:
        now = self._watch.clock()
        return await self._watch.desk.claim_revisits(now, now + CLAIM, REVISITS_AT_ONCE) or None

    async def next_due(self) -> datetime | None:
        return await self._watch.desk.next_revisit()

    async def do(self, known: list[Known]) -> None:
        outcomes = Counter(seen.outcome for seen in await revisit(known, self._watch))
        for outcome, count in outcomes.items():
            self._metrics.revisits.labels(outcome).inc(count)
        if changed := sum(outcomes[change] for change in ("edited", "removed", "restored")):
            log.info("changed", extra={"action": "publications.changed", "count": changed})
        if lost := outcomes["unreachable"]:
            log.warning("unreachable", extra={"action": "publications.unreachable", "count": lost})
