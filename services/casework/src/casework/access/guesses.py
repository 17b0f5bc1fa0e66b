"""Backoff against guessing, without letting a stranger lock somebody out.

Failures are counted per name and *place*: a browser that has signed in to this account before (it carries a device
cookie) is a place of its own; everybody else is counted by address, and all strangers to one name together, more
generously. So a stranger who guesses shuts out strangers, never the browser in which the owner works.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

FREE_AT_PLACE, FREE_FOR_STRANGERS = 5, 50
LONGEST = timedelta(minutes=15)
MEMORY = timedelta(hours=6)
"""Failures older than this are forgotten."""


@dataclass(frozen=True, slots=True)
class Guesses:
    failures: int = 0
    last_at: datetime | None = None


def wait(guesses: Guesses, free: int, now: datetime) -> timedelta:
    """How long the next try has to wait: nothing for the first ones, then twice as long each time."""
    if guesses.last_at is None or guesses.failures < free:
        return timedelta()
    pause = min(LONGEST, timedelta(seconds=2 ** min(guesses.failures - free, 20)))
    return max(timedelta(), guesses.last_at + pause - now)


def one_more(guesses: Guesses, now: datetime) -> Guesses:
    forgotten = guesses.last_at is None or now - guesses.last_at > MEMORY
    return Guesses(1 if forgotten else guesses.failures + 1, now)


def places(name: str, address: str, device: str | None) -> dict[str, int]:
    """Where a try is counted, and how many failures each place has free."""
    if device is not None:
        return {f"{name}|device|{device}": FREE_AT_PLACE}
    return {f"{name}|address|{address}": FREE_AT_PLACE, f"{name}|strangers": FREE_FOR_STRANGERS}
