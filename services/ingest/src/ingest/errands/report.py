"""Is there something to tell after a look, and what is remembered of it. Pure: at most one report a day without a
change, and a bounded number of changes, whatever a page does."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ingest.errands.errand import NOTICE, PLACE, Errand, Found, Memory
from ingest.errands.sight import FAILED, THERE, Sight

SAME_AFTER = timedelta(days=1)
CHANGES_A_DAY = 12
"""A page that is another one at every look (a clock in its text) is told of this often; what it is at the end of the
day is told by the first report of the next."""
FAILURES_UNTIL_TOLD = 3
"""One or two failures are the network's business."""
KEPT_NOTICES = 3

FIRST, CHANGED, SAME, LAST = "first", "changed", "same", "last"


@dataclass(frozen=True, slots=True)
class Looked:
    """One look: what is to be told of it (`kind` empty: nothing), and the errand afterwards."""

    errand: Errand
    kind: str
    sights: Sequence[Sight]
    at: datetime


def conclude(errand: Errand, sights: Sequence[Sight], now: datetime) -> Looked:
    memory = _looked(errand.memory, sights)
    marks = _marks(memory, sights)
    kind = _kind(errand, memory, marks != dict(errand.memory.marks), now)
    if kind:
        memory = replace(_told(memory, kind, now), marks=marks)
    return Looked(replace(errand, memory=memory), kind, sights, now)


def _looked(memory: Memory, sights: Sequence[Sight]) -> Memory:
    failing = {sight.key: memory.failures.get(sight.key, 0) + 1 for sight in sights if sight.state == FAILED}
    found = [
        Found(sight.address, sight.leading.text if sight.leading else "", sight.weight)
        for sight in sights
        if sight.role == NOTICE and sight.state == THERE and sight.weight
    ]
    seen = {one.address for one in found}
    # One that is gone or failed stays in mind: that it is gone has to be told, and it may come back.
    known = [*found, *(one for one in memory.notices if one.address not in seen)]
    heaviest = sorted(known, key=lambda one: -one.weight)[:KEPT_NOTICES]
    nothing = bool(sights) and all(sight.state == FAILED for sight in sights)
    return replace(
        memory,
        failures=failing,
        notices=tuple(heaviest),
        looks=memory.looks + 1,
        failed_looks=memory.failed_looks + nothing,
    )


def _marks(memory: Memory, sights: Sequence[Sight]) -> dict[str, str]:
    """A page that did not answer is as it was, until it has not answered for a while; and while a place does not
    answer, nobody can say that it leads to less than before."""
    blind = any(sight.role == PLACE and sight.state == FAILED for sight in sights)
    before = {key: mark for key, mark in memory.marks.items() if blind and key.startswith(NOTICE)}
    return before | {sight.key: _mark(memory, sight, blind=blind) for sight in sights}


def _mark(memory: Memory, sight: Sight, *, blind: bool) -> str:
    before = memory.marks.get(sight.key, sight.mark)
    if sight.state == FAILED and memory.failures.get(sight.key, 0) < FAILURES_UNTIL_TOLD:
        return before
    same_page = before.startswith(sight.mark.rstrip())
    return before if blind and sight.role == NOTICE and same_page else sight.mark


def _kind(errand: Errand, memory: Memory, changed: bool, now: datetime) -> str:
    if errand.over(now):
        return LAST
    if memory.told_at is None:
        return FIRST
    if changed and not _talkative(memory, now):
        return CHANGED
    if now - memory.told_at >= SAME_AFTER:
        return CHANGED if changed else SAME
    return ""


def _talkative(memory: Memory, now: datetime) -> bool:
    return memory.changes >= CHANGES_A_DAY and not _another_day(memory, now)


def _another_day(memory: Memory, now: datetime) -> bool:
    return memory.changes_since is None or now - memory.changes_since >= SAME_AFTER


def _told(memory: Memory, kind: str, now: datetime) -> Memory:
    fresh = _another_day(memory, now)
    changes = (0 if fresh else memory.changes) + (kind == CHANGED)
    since = now if fresh else memory.changes_since
    return replace(memory, told=memory.told + 1, told_at=now, changes=changes, changes_since=since)
