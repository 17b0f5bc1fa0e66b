"""Topics that take nothing now: each rests for a pause that doubles, and its neighbours go on without it."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
"""Seconds. A topic that was forgotten at the installation is tried again a minute after it is there, at the latest."""


@dataclass(frozen=True, slots=True)
class Rest:
    """Why a topic rests, how often it failed in a row, and until when (monotonic)."""

    why: str
    failures: int
    until: float


class Rests:
    """Remembers until the topic takes an event again."""

    def __init__(self) -> None:
        self._rests: dict[str, Rest] = {}

    def failed(self, topic: str, why: str) -> float:
        """The pause in seconds."""
        failures = self._rests[topic].failures + 1 if topic in self._rests else 1
        pause: float = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** (failures - 1))
        self._rests[topic] = Rest(why, failures, time.monotonic() + pause)
        return pause

    def took(self, topic: str) -> None:
        self._rests.pop(topic, None)

    @property
    def now(self) -> list[str]:
        """Topics whose pause is not over."""
        present = time.monotonic()
        return [topic for topic, rest in self._rests.items() if rest.until > present]

    @property
    def reasons(self) -> Mapping[str, str]:
        """Topics that failed last; one that nobody tried again for long has nothing more to publish."""
        lately = time.monotonic() - LONGEST_PAUSE
        return {topic: rest.why for topic, rest in self._rests.items() if rest.until > lately}

    def clear(self) -> None:
        """Another replica publishes now, and finds out for itself."""
        self._rests.clear()
