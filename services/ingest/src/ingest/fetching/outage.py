"""Is it they, or is it we? When several hosts fall silent at once and none answers, it is our own network."""

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

HOSTS_UNTIL_OURS = 3
WINDOW = timedelta(minutes=30)
"""Older silences say nothing about now."""


@dataclass(frozen=True, slots=True)
class _Silence:
    host: str
    at: datetime


class Outage:
    """Told of every answer and of every silence. An error status is an answer: the network is there."""

    def __init__(self) -> None:
        self._silences: deque[_Silence] = deque(maxlen=1_000)
        self._certain = False

    def answered(self) -> None:
        self._silences.clear()
        self._certain = False

    def silent(self, host: str, now: datetime, *, certain: bool = False) -> None:
        """`certain`: our own machine says that it has no network."""
        self._silences.append(_Silence(host, now))
        self._certain = self._certain or certain

    def ours(self, now: datetime) -> bool:
        """True while it is our network that is away; whatever failed meanwhile is nobody's fault."""
        recent = {one.host for one in self._silences if now - one.at <= WINDOW}
        return bool(recent) and (self._certain or len(recent) >= HOSTS_UNTIL_OURS)
