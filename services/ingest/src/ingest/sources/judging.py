"""Is a source that answers well? Each finding is told with the numbers that led to it. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from ingest.sources.history import Day, silence, usual_gap, volume
from ingest.sources.kinds import PAGE
from ingest.sources.source import EMPTY, FLOODING, FROZEN, HEALTHY, INCOMPLETE, LOW, ODD_DATES, SILENT, Source

JUDGED_EVERY = timedelta(hours=1)
EMPTIES = 3
FROZEN_AFTER = timedelta(days=4)
"""A feed whose newest item is older is dead (legal-facts.md §8, measured); with a slow history, three times its gap."""
RARE = 1e-4
"""A chance below which nobody believes in it. Entries come in bursts, so the factors below must be met as well."""
SHORTEST_SILENCE = 3
MISSED_AT_LEAST, MISSED_SHARE = 3, 0.1
LOW_SHARE, FLOOD_FACTOR, FLOOD_AT_LEAST = 0.5, 3.0, 10


@dataclass(frozen=True, slots=True)
class Finding:
    state: str
    reason: str


def due(source: Source, news: int, now: datetime) -> bool:
    """Is there something to judge by? At news, each hour, and when it answers again."""
    return bool(news) or source.judged_at is None or source.failures > 0 or now - source.judged_at >= JUDGED_EVERY


def judge(source: Source, days: Sequence[Day], now: datetime, zone: ZoneInfo) -> Source:
    """The source in the state of the first finding, or healthy."""
    # A single page brings nothing new, and that is how it should be.
    findings = iter(()) if source.kind == PAGE else _findings(source, days, now.astimezone(zone), zone)
    found = next(findings, Finding(HEALTHY, ""))
    return replace(source, state=found.state, reason=found.reason, judged_at=now)


def _findings(source: Source, days: Sequence[Day], now: datetime, zone: ZoneInfo) -> Iterator[Finding]:
    """The gravest first."""
    if source.empties >= EMPTIES:
        yield Finding(EMPTY, f"The feed answers, and has had no entry at {source.empties} visits.")
    if source.entries >= EMPTIES and source.odd_dates * 2 >= source.entries:
        share = f"{source.odd_dates} of {source.entries}"
        yield Finding(ODD_DATES, f"{share} entries have no date that can be read, or one in the future.")
    yield from _frozen(source, days, now)
    yield from _silent(source, days, now, zone)
    yield from _incomplete(source)
    yield from _volume(days, now)


def _frozen(source: Source, days: Sequence[Day], now: datetime) -> Iterator[Finding]:
    if source.newest_at is None:
        return
    allowed, age = max(FROZEN_AFTER, usual_gap(days) * 3), now - source.newest_at
    if age > allowed:
        told = f"The newest entry is {age.days} days old; up to {allowed.days} days are usual here."
        yield Finding(FROZEN, told)


def _incomplete(source: Source) -> Iterator[Finding]:
    if source.recall_missed >= MISSED_AT_LEAST and source.recall_missed >= source.recall_listed * MISSED_SHARE:
        share = f"{source.recall_missed} of {source.recall_listed}"
        yield Finding(INCOMPLETE, f"{share} articles of its section page or sitemap were not in the feed.")


def _silent(source: Source, days: Sequence[Day], now: datetime, zone: ZoneInfo) -> Iterator[Finding]:
    if source.news_at is None:
        return
    found = silence(days, source.news_at.astimezone(zone), now)
    if found and found.hours >= SHORTEST_SILENCE and found.chance < RARE:
        once = f"once in {1 / found.chance:,.0f} times" if found.chance else "never"
        told = f"Nothing new in {found.hours} hours looked at; by its own history that happens {once}."
        yield Finding(SILENT, told)


def _volume(days: Sequence[Day], now: datetime) -> Iterator[Finding]:
    found = volume(days, now.date())
    if found is None:
        return
    usual = f"the {found.of_days} same weekdays before had {found.mean:.0f} on average"
    told = f"{found.news} new entries on {found.day:%Y-%m-%d}; {usual}."
    if found.few < RARE and found.news < found.mean * LOW_SHARE:
        yield Finding(LOW, told)
    if found.many < RARE and found.news > found.mean * FLOOD_FACTOR + FLOOD_AT_LEAST:
        yield Finding(FLOODING, told)
