"""After a visit: what was learnt, the state it leads to, and when the next one is (use cases)."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from ingest.domain import HealthChange, Hour
from ingest.errors import IngestError, OwnOutage, Withdrawn
from ingest.ports import Desk, Works
from ingest.sources import damping, judging
from ingest.sources.history import Day
from ingest.sources.schedule import Draw, Rhythm, after_failure, after_outage, after_success
from ingest.sources.source import FETCHING, Source
from ingest.sources.visit import Answered, Listed, learn
from shared.ops.clock import VIETNAM, Clock

log = logging.getLogger(__name__)


class Watching(Protocol):
    """The collaborators."""

    @property
    def desk(self) -> Desk: ...
    @property
    def works(self) -> Works: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def rhythm(self) -> Rhythm: ...
    @property
    def draw(self) -> Draw: ...


async def conclude(source: Source, answered: Answered, listed: Listed, begun: datetime, watch: Watching) -> Source:
    """After a good visit. Most change nothing that anybody must be told; those are written down in bulk."""
    now = watch.clock()
    learnt = learn(source, answered, listed, now)
    judged, hour = learnt, None
    if judging.due(source, listed.news, now):
        hour = _hour(source, listed.news, now)
        judged = judging.judge(learnt, _with(await watch.desk.days(source.id), hour), now, VIETNAM)
        judged = damping.recovered(source, judged, now)
    after = replace(judged, next_visit=after_success(judged, begun, answered.fresh_seconds, watch.rhythm))
    if hour is None and after.state == source.state and after.moved_to == source.moved_to:
        await watch.desk.note_source(after)
        return after
    return await save(source, after, watch, hour)


async def conclude_failed(source: Source, error: IngestError, watch: Watching) -> Source:
    """After a failed visit; one that failed by our own outage, or that was not made, leaves no mark."""
    now = watch.clock()
    if isinstance(error, OwnOutage):
        after = replace(source, next_visit=after_outage(now, watch.rhythm, watch.draw))
        await watch.desk.note_source(after)
        return after
    failed = source.failed(f"{type(error).__name__}: {error}", withdrawn=isinstance(error, Withdrawn))
    failed = damping.failed(source, failed, now)
    due = after_failure(failed, error.grade, error.retry_after, now, watch.rhythm, watch.draw)
    return await save(source, replace(failed, next_visit=due), watch)


async def postpone(source: Source, error: IngestError, watch: Watching) -> Source:
    """The host asked for quiet; the source comes when that is over."""
    due = after_failure(source, "passing", error.retry_after, watch.clock(), watch.rhythm, watch.draw)
    after = replace(source, next_visit=due)
    await watch.desk.note_source(after)
    return after


async def save(before: Source, after: Source, watch: Watching, hour: Hour | None = None) -> Source:
    """A change of state is told, and kept in the source's history."""
    now = watch.clock()
    change = None
    if after.state != before.state:
        after = replace(after, since=now)
        change = HealthChange(after, now, before.state)
        level = logging.WARNING if after.state in FETCHING else logging.INFO
        extra = {"action": "source.changed", "source": after.id, "state": after.state, "before": before.state}
        log.log(level, "%s: %s", after.outlet_name, after.reason or after.state, extra=extra)
    async with watch.works.once(()) as work:
        await work.save_source(after, change, hour)
    return after


def _hour(source: Source, news: int, now: datetime, zone: ZoneInfo = VIETNAM) -> Hour:
    """What a source has at its first visit was gathered before; counted, it would be a flood."""
    local = now.astimezone(zone)
    return Hour(local.date(), local.hour, news if source.read_at else 0)


def _with(days: Sequence[Day], hour: Hour) -> list[Day]:
    """The days as they will be when this hour is written down."""
    bit = 1 << hour.hour
    today = next((day for day in days if day.day == hour.day), Day(hour.day))
    news = bit if hour.news else 0
    now = Day(hour.day, today.news + hour.news, today.hours | news, today.looked | bit)
    return [*(day for day in days if day.day != hour.day), now]
