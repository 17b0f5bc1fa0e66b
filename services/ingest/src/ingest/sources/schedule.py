"""When a source is visited next. Pure; `draw` gives a number between two others, at random."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ingest.sources.source import BUSY, GONE, Source

Draw = Callable[[float, float], float]

LONGEST_FRESH = timedelta(hours=1)
"""For so long at most an ordinary source is taken by its word (max-age) that nothing will change."""
FAILING_PRIORITY = timedelta(hours=1)
AWAY = timedelta(minutes=1)
"""Between two tries while our own network is away."""
JITTER = (0.8, 1.2)
"""So that what failed together is not asked again together."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Bounds of the wait between two visits. A priority outlet always has the shortest."""

    shortest: timedelta = timedelta(minutes=10)
    longest: timedelta = timedelta(hours=24)

    def within(self, wait: timedelta) -> timedelta:
        return min(max(wait, self.shortest), max(self.longest, self.shortest))


def after_success(source: Source, begun: datetime, fresh_seconds: float, rhythm: Rhythm) -> datetime:
    """A source with half of the busy rate waits twice the shortest wait, and so on."""
    if source.priority:
        return begun + rhythm.shortest
    wait = rhythm.shortest * min(max(BUSY / source.rate, 1.0) if source.rate > 0 else 1e6, 1e6)
    return begun + rhythm.within(max(wait, min(timedelta(seconds=fresh_seconds), LONGEST_FRESH)))


def after_failure(
    source: Source, grade: str, retry_after: float | None, now: datetime, rhythm: Rhythm, draw: Draw
) -> datetime:
    """What passes is tried again at the shortest wait; soft failures wait longer each time, hard ones twice as long."""
    steps = {"passing": 1, "soft": source.failures, "hard": 2 ** min(source.failures - 1, 20)}[grade]
    wait = rhythm.within(rhythm.shortest * min(steps, 10_000))
    if source.state == GONE:
        wait = max(rhythm.longest, rhythm.shortest)
    if source.priority:
        wait = min(wait, max(FAILING_PRIORITY, rhythm.shortest))
    wait *= draw(*JITTER)
    # What the outlet asks for goes before what we would do.
    return now + max(wait, timedelta(seconds=retry_after or 0))


def after_outage(now: datetime, rhythm: Rhythm, draw: Draw) -> datetime:
    """Our own network was away: soon again, and nothing is held against the source."""
    return now + min(AWAY, rhythm.shortest) * draw(*JITTER)


USUAL = Rhythm()
