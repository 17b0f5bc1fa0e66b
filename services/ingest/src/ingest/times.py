"""Which of several times is taken for the moment of publication, and why. The others are kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from ingest.domain import TimeFound

IN_STRUCTURED, IN_META, IN_TIME_ELEMENT, MARKED, VISIBLE = (
    "json-ld",
    "meta",
    "time-element",
    "outlet's place",
    "visible",
)
IN_FEED = "feed"
_TRUST = (IN_STRUCTURED, IN_META, IN_FEED, MARKED, IN_TIME_ELEMENT, VISIBLE)
"""What the article says of itself for machines comes before the feed, whose date is sometimes that of the feed; what
was written for eyes comes last: it may be the day of a related article."""

_HOME = timezone(timedelta(hours=7))
EARLY = timedelta(minutes=10)
"""A clock that is ahead of ours by less is a clock; by more, the time is a mistake or an announcement."""


@dataclass(frozen=True, slots=True)
class Choice:
    """`moment` is None when no time can be believed; `why` says so in words."""

    moment: datetime | None
    where: str
    why: str


def choose(found: Sequence[TimeFound], now: datetime) -> Choice:
    """`now` is when it was fetched: nothing is published after it was read."""
    readable = [(one.where, one.moment) for one in found if one.moment is not None]
    sound = [(where, moment) for where, moment in readable if moment <= now + EARLY]
    if not sound:
        why = "every time lies in the future" if readable else "no time that can be read"
        return Choice(None, "", why if found else "no time is given")
    ranked = sorted(sound, key=lambda pair: _TRUST.index(pair[0]) if pair[0] in _TRUST else len(_TRUST))
    where, moment = ranked[0]
    if _day_only(moment):
        # "24/11/2026" in the meta and "10:52 24/11/2026" on the page: the second says more, and nothing else.
        for other, finer in ranked[1:]:
            if not _day_only(finer) and timedelta(0) < finer - moment < timedelta(days=1):
                return Choice(finer, other, f"{where} names the day only, and {other} the time of that day")
    agreeing = [other for other, same in ranked[1:] if abs(same - moment) < timedelta(minutes=1)]
    passed = len(readable) - len(sound)
    reasons = [f"the same in {', '.join(agreeing)}" if agreeing else "most trusted place of those found"]
    reasons += [f"{passed} in the future passed over"] if passed else []
    return Choice(moment, where, "; ".join(reasons))


def _day_only(moment: datetime) -> bool:
    """Midnight in Vietnam is how a day without a time is read."""
    return moment.astimezone(_HOME).strftime("%H%M%S") == "000000"
