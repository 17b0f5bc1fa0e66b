"""When an outlet says that we shall come later (RFC 9110 §10.2.3)."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST = timedelta(days=1)
"""Whatever an outlet asks for, after a day it is asked again: a year would be a source that died unnoticed."""


def seconds_to_wait(value: str, now: datetime) -> float | None:
    """Of a Retry-After header, between 0 and a day. None when there is none, or none that can be read."""
    text = value.strip()
    # Not isdecimal alone: "٣٠" and a line of a million digits are decimal too.
    if text.isascii() and text.isdecimal():
        return min(float(text[:9]), LONGEST.total_seconds())
    try:
        moment = parsedate_to_datetime(text)
        wait = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    return min(max(wait.total_seconds(), 0.0), LONGEST.total_seconds())


def fresh_for(cache_control: str) -> float:
    """Seconds for which an answer says that it will not change (max-age); 0 when it does not say so."""
    ages = [piece.strip().lower().partition("=") for piece in cache_control[:500].split(",")]
    if any(name in ("no-cache", "no-store") for name, _, _ in ages):
        return 0.0
    values = [value for name, _, value in ages if name == "max-age" and value.isascii() and value.isdecimal()]
    return min(float(values[0][:9]), LONGEST.total_seconds()) if values else 0.0
