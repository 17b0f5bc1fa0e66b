"""What is of today, and what a backfill brought of the past. Pure."""

from datetime import datetime, timedelta

LIVE, BACKFILL = "live", "backfill"
MISSED = timedelta(days=7)
"""What a backfill brought and is younger was only missed: a case like any other. An internal choice, no rule of law."""


def stale(lane: str, published_at: datetime | None, now: datetime) -> bool:
    """Of the past: it is kept, found, and joined to the case that tells the same, and opens none by itself; no clock of
    today runs for it and nobody is called about it, until a person takes it up."""
    return lane != LIVE and (published_at is None or now - published_at > MISSED)
