"""A source that fails and recovers over and over is told of once, as flapping, until it has been steady. Pure."""

from dataclasses import replace
from datetime import datetime, timedelta

from ingest.sources.source import FAILING, FETCHING, FLAPPING, HEALTHY, Source

FALLS = 3
WITHIN = timedelta(days=1)
STEADY = WITHIN
"""Without a fall, after which it counts as recovered: were it shorter, each of three falls a day would be told."""
_DOWN = (*FETCHING, FLAPPING)


def failed(before: Source, after: Source, now: datetime) -> Source:
    """After a failed visit. While it flaps, failing again is nothing new."""
    if after.state != FAILING:
        return after
    if before.state == FLAPPING:
        return replace(after, state=FLAPPING, reason=_told(after, before.falls), fell_at=now)
    if before.state in FETCHING:
        return after
    again = before.fell_at is not None and now - before.fell_at <= WITHIN
    return replace(after, falls=before.falls + 1 if again else 1, fell_at=now)


def recovered(before: Source, judged: Source, now: datetime) -> Source:
    """After a good visit at which its state was judged: not well yet, when it falls again and again."""
    steady = before.fell_at is None or now - before.fell_at >= STEADY
    if before.state not in _DOWN or before.falls < FALLS or steady or judged.state != HEALTHY:
        return judged
    return replace(judged, state=FLAPPING, reason=_told(judged, before.falls))


def _told(source: Source, falls: int) -> str:
    why = f" Lately: {source.reason}" if source.reason and source.state != FLAPPING else ""
    told = f"It failed and recovered {falls} times within a day of each other; told as well after a day without."
    return f"{told}{why}"[:500]
