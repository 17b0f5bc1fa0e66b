"""Rate limits: token buckets in this process's memory, so that a flood costs the database nothing.

With several replicas each has its own buckets; the limit is then per replica.
"""

from collections import OrderedDict
from collections.abc import Callable
from datetime import timedelta

from casework.access.refusals import TooMany

KEPT = 10_000
"""Callers remembered at once; the one not seen for longest is forgotten, and begins with a full bucket."""


class Buckets:
    """`per_minute` calls a minute for each key, half of them at once. `monotonic` gives seconds."""

    def __init__(self, per_minute: int, monotonic: Callable[[], float]) -> None:
        self._rate = per_minute / 60
        self._burst = max(1.0, per_minute / 2)
        self._monotonic = monotonic
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> None:
        """Raises TooMany."""
        now = self._monotonic()
        left, at = self._left.pop(key, (self._burst, now))
        left = min(self._burst, left + (now - at) * self._rate)
        self._left[key] = (left - 1 if left >= 1 else left), now
        if len(self._left) > KEPT:
            self._left.popitem(last=False)
        if left < 1:
            raise TooMany(timedelta(seconds=(1 - left) / self._rate))
