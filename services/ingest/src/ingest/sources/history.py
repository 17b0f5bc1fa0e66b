"""What a source did on the days before, and what was to be expected of it. Pure, and simple enough to be explained."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

DAYS_NEEDED = 7
"""Of history, before hours are compared."""
SAME_WEEKDAYS_NEEDED = 4
HOURS_A_DAY = 12
"""Looked at in a day, for it to count as a whole one."""


@dataclass(frozen=True, slots=True)
class Day:
    """One local day of one source. Bit n of `hours`: something new came in that hour; of `looked`: we looked."""

    day: date
    news: int = 0
    hours: int = 0
    looked: int = 0

    @property
    def weekend(self) -> bool:
        return self.day.weekday() >= 5

    @property
    def whole(self) -> bool:
        return self.looked.bit_count() >= HOURS_A_DAY


@dataclass(frozen=True, slots=True)
class Trace:
    """A change of state, as it was told."""

    at: datetime
    before: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class Silence:
    """How often by chance nothing comes for so long: `chance`; `hours` were looked at and brought nothing."""

    hours: int
    chance: float


@dataclass(frozen=True, slots=True)
class Volume:
    """A whole day's news against the mean of the same weekday before; `chance` of so few, or of so many."""

    day: date
    news: int
    mean: float
    of_days: int
    few: float
    many: float


def silence(days: Sequence[Day], since: datetime, now: datetime) -> Silence | None:
    """`since` and `now` are local. The chance is the product, over the hours looked at since then, of the share of
    days (working days and week-ends apart) on which that hour brought nothing. None with less than a week known."""
    before = [day for day in days if day.day < since.date()]
    if len(before) < DAYS_NEEDED:
        return None
    looked, chance = 0, 1.0
    at = since.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    known = {day.day: day for day in days}
    while at < now.replace(minute=0, second=0, microsecond=0):
        today, bit = known.get(at.date()), 1 << at.hour
        if today and today.looked & bit:
            looked += 1
            chance *= 1 - _share(before, bit, today.weekend)
        at += timedelta(hours=1)
    return Silence(looked, chance)


def _share(before: Sequence[Day], bit: int, weekend: bool) -> float:
    """Of the days on which we looked in that hour, those that brought something; one more day without is added, so that
    nothing ever counts as certain."""
    same = [day for day in before if day.weekend == weekend and day.looked & bit]
    return sum(1 for day in same if day.hours & bit) / (len(same) + 1)


def volume(days: Sequence[Day], today: date) -> Volume | None:
    """Of the last whole day. None when too few of the same weekday are known."""
    whole = [day for day in days if day.whole and day.day < today]
    if not whole or whole[-1].day != today - timedelta(days=1):
        return None
    last = whole[-1]
    same = [day.news for day in whole[:-1] if day.day.weekday() == last.day.weekday()][-8:]
    if len(same) < SAME_WEEKDAYS_NEEDED:
        return None
    mean = sum(same) / len(same)
    return Volume(last.day, last.news, mean, len(same), at_most(last.news, mean), at_least(last.news, mean))


def at_most(count: int, mean: float) -> float:
    """Poisson: the chance of `count` or fewer when `mean` is usual."""
    if mean <= 0:
        return 1.0
    total = sum(math.exp(number * math.log(mean) - mean - math.lgamma(number + 1)) for number in range(count + 1))
    return min(total, 1.0)


def at_least(count: int, mean: float) -> float:
    """Poisson: the chance of `count` or more."""
    return 1.0 if count <= 0 else max(1.0 - at_most(count - 1, mean), 0.0)


def usual_gap(days: Sequence[Day]) -> timedelta:
    """Between two days with news; a day when nothing is known."""
    with_news = sum(1 for day in days if day.news)
    return timedelta(days=max(len(days), 1) / max(with_news, 1))
