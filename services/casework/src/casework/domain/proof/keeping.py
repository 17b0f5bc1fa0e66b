"""How long a notice stood: first and last seen, and the gaps between."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal

Standing = Literal["carries", "absent", "unknown"]
GapKind = Literal["absent", "not-looked"]
UNSEEN_AFTER = timedelta(hours=36)
"""Reports come once a day and at every change: a longer silence means that nobody looked, or that nothing answered."""


@dataclass(frozen=True, slots=True)
class Gap:
    since: datetime
    until: datetime
    kind: GapKind


@dataclass(frozen=True, slots=True)
class Keeping:
    """`days`: whole days from first to last seen, without those in which it was seen to be absent."""

    first: datetime
    last: datetime
    days: int
    gaps: tuple[Gap, ...] = ()
    removed_at: datetime | None = None
    """When it was first seen to be gone, if it has not come back since."""


def kept(standings: Sequence[tuple[datetime, Standing]]) -> Keeping | None:
    """Of the looks in the order of time. None when it was never seen."""
    known = [(at, standing) for at, standing in standings if standing != "unknown"]
    seen = [at for at, standing in known if standing == "carries"]
    if not seen:
        return None
    first, last = seen[0], seen[-1]
    gaps = tuple(_gaps(known, first, last))
    absent = sum((gap.until - gap.since for gap in gaps if gap.kind == "absent"), timedelta())
    after = [at for at, _ in known if at > last]
    return Keeping(first, last, (last - first - absent).days, gaps, after[0] if after else None)


def _gaps(known: Sequence[tuple[datetime, Standing]], first: datetime, last: datetime) -> list[Gap]:
    """An absence lasts from the look that found nothing to the one that found it again."""
    gaps: list[Gap] = []
    between = [(at, standing) for at, standing in known if first <= at <= last]
    for (at, standing), (after, _) in pairwise(between):
        if standing == "absent":
            joined = gaps and gaps[-1].kind == "absent" and gaps[-1].until == at
            since = gaps.pop().since if joined else at
            gaps.append(Gap(since, after, "absent"))
        elif after - at > UNSEEN_AFTER:
            gaps.append(Gap(at, after, "not-looked"))
    return gaps
