"""What made something happen: the thread from a feed entry to a delivered notice."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cause:
    """The event that set off a command, and the journey both belong to."""

    correlation_id: str
    event_id: str | None = None
    traceparent: str | None = None
