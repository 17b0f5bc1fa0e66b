"""What a good visit teaches about its source. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ingest.reading.addresses import same_outlet
from ingest.sources.source import Source

FUTURE = timedelta(days=1)
"""A date further ahead than this is none: zones are confused by hours, not by days."""


@dataclass(frozen=True, slots=True)
class Answered:
    """How a feed answered. `unchanged`: 304, or the very bytes of before; `full`: it was asked without conditions, or
    gave its body in spite of them; `moved_to`: the redirects that led there are for good."""

    etag: str
    last_modified: str
    sha256: str = ""
    unchanged: bool = False
    full: bool = True
    moved_to: str = ""
    fresh_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Listed:
    """What was in it: the dates of its entries, how many were `news` to us, and whether all of those are captured."""

    dates: Sequence[datetime | None] = ()
    news: int = 0
    complete: bool = True


def learn(source: Source, answered: Answered, listed: Listed, now: datetime) -> Source:
    """The source after a good visit; its state is judged apart (ingest.sources.judging)."""
    # A page that could not be had is tried at the next visit; an unchanged feed would hide it.
    kept = (answered.etag, answered.last_modified, answered.sha256) if listed.complete else ("", "", "")
    after = replace(
        source.came(listed.news, now),
        etag=kept[0],
        last_modified=kept[1],
        sha256=kept[2],
        marks_lie=source.marks_lie or _lied(source, answered, listed),
        read_at=now if answered.full else source.read_at,
        moved_to=_moved(source, answered),
        failures=0,
        visited_at=now,
    )
    if answered.unchanged:
        return replace(after, empties=after.empties + 1 if after.entries == 0 else 0)
    return _contents(after, listed, now)


def _contents(source: Source, listed: Listed, now: datetime) -> Source:
    dated = [date for date in listed.dates if date is not None and date <= now + FUTURE]
    return replace(
        source,
        entries=len(listed.dates),
        odd_dates=len(listed.dates) - len(dated),
        newest_at=max((min(date, now) for date in dated), default=None),
        empties=0 if listed.dates else source.empties + 1,
    )


def _lied(source: Source, answered: Answered, listed: Listed) -> bool:
    """New entries under the very marks of the old ones: asked with them, it would have said "unchanged"."""
    marks = (source.etag, source.last_modified)
    same = any(marks) and marks == (answered.etag, answered.last_modified)
    return same and answered.full and bool(listed.news) and source.sha256 not in ("", answered.sha256)


def _moved(source: Source, answered: Answered) -> str:
    """To another site it is followed, but not for good: an expired name may be anybody's. People decide."""
    if answered.moved_to and same_outlet(answered.moved_to, source.url):
        return answered.moved_to if answered.moved_to != source.url else ""
    return source.moved_to
