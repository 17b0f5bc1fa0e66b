"""A candidate judges what was just judged and kept: beside the chain, in its pauses, and without any effect on it."""

import asyncio
import logging
import time
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import replace

from classify.domain import Assessment
from classify.judgement.judge import Judge
from classify.judgement.text import MAX_CHARS
from classify.refusals import Refused
from classify.teaching.differing import ways
from classify.teaching.models import ModelShelf
from classify.teaching.shadow import Difference, Shadow
from classify.teaching.shadows import Shadows
from shared.failures import Transient
from shared.ops.metrics import Metrics

log = logging.getLogger(__name__)

LOOK_SECONDS = 2.0
AT_ONCE = 10
"""Publications between two turns of the event loop: some three milliseconds."""
RESTS = 3.0
"""Times as long as it judged it rests: a quarter of one core at most."""
WAITING = 1_000
"""Publications that may wait for it, some 40 MB at their longest; what comes beyond them is counted as missed."""
EXAMPLES = 1_000
"""Differences of one shadow that each replica lists; all are counted."""


class Beside:
    """Each replica's own: what it judged itself, the candidate judges too."""

    def __init__(self, shadows: Shadows, shelf: ModelShelf, metrics: Metrics) -> None:
        self._shadows = shadows
        self._shelf = shelf
        self._told = metrics.counter(
            "shadow_judged_total", "publications for a candidate: same, differs, missed (no time)", "outcome"
        )
        self._shadow: Shadow | None = None
        self._judge: Judge | None = None
        self._waiting: deque[Assessment] = deque()
        self._listed = 0
        self._counts: Counter[str] = Counter()
        self._found: list[Difference] = []

    def saw(self, assessments: Sequence[Assessment]) -> None:
        """These were judged and kept. Costs nothing but their place in a row."""
        if self._judge is None:
            return
        room = max(0, WAITING - len(self._waiting))
        self._waiting.extend(map(_cut, assessments[:room]))
        missed = len(assessments[room:])
        self._counts["missed"] += missed
        self._told.labels("missed").inc(missed)

    async def run(self) -> None:
        """Endless."""
        while True:
            try:
                await self.look()
            except (Transient, Refused) as error:
                log.warning("the shadow waits: %s", error, extra={"action": "shadow.retry"})
            await asyncio.sleep(LOOK_SECONDS)

    async def look(self) -> None:
        """Judge what waits, and tell what was seen. Raises Transient; Refused when the candidate cannot be had."""
        await self._follow()
        while self._judge and self._waiting:
            begun = time.perf_counter()
            for _ in range(min(AT_ONCE, len(self._waiting))):
                self._compare(self._judge, self._waiting.popleft())
            await asyncio.sleep(RESTS * (time.perf_counter() - begun))
        if self._shadow and +self._counts:
            counts, found = self._counts, self._found
            self._forget()
            try:
                await self._shadows.count(self._shadow.number, counts, found)
            except Transient:
                self._counts, self._found = counts + self._counts, found + self._found
                raise

    async def _follow(self) -> None:
        """Whoever people have put beside, or nobody."""
        last = await self._shadows.last()
        running = last if last and last.until is None else None
        if (running and running.number) == (self._shadow and self._shadow.number):
            return
        self._judge = self._shadow = None
        self._waiting.clear()
        self._forget()
        self._listed = 0
        if running:
            judge = await asyncio.to_thread(Judge, await self._shelf.model(running.version))
            self._shadow, self._judge = running, judge

    def _compare(self, judge: Judge, one: Assessment) -> None:
        publication, said = one.publication, one.judgement
        candidate = judge.judge(publication.title, publication.text, explain_all=False)
        differs = ways(said, candidate)
        self._counts.update({"judged": 1, "differ": int(bool(differs)), **{f"ways.{way}": 1 for way in differs}})
        self._told.labels("differs" if differs else "same").inc()
        if differs and self._listed < EXAMPLES:
            self._listed += 1
            found = Difference(publication.id, differs, said.score, candidate.score, one.assessed_at)
            self._found.append(found)

    def _forget(self) -> None:
        self._counts, self._found = Counter(), []


def _cut(one: Assessment) -> Assessment:
    """No judge reads further."""
    publication = one.publication
    if len(publication.text) <= MAX_CHARS:
        return one
    return replace(one, publication=replace(publication, text=publication.text[:MAX_CHARS]))
