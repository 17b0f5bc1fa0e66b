"""Dates as Vietnamese feeds really write them (legal-facts §8: `+07`, `GMT+7`, US order, U+202F)."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from shared.contracts.envelope import EARLIEST, LATEST

HOME = ZoneInfo("Asia/Ho_Chi_Minh")
_SPACES = re.compile(r"[\u00a0\u2007\u202f\s]+")
_SHORT_ZONE = re.compile(r"(?:GMT|UTC)?\s*([+-])(\d{1,2})$")
_US_ORDER = ("%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %H:%M:%S")


def parse_date(text: str) -> datetime | None:
    """The moment in UTC; a date without zone is Vietnam's. None when unreadable or absurd (year 1, year 9999)."""
    tidy = _SPACES.sub(" ", text).strip()
    # Only after a time: the "-24" of "2026-11-24" is no zone.
    tidy = _SHORT_ZONE.sub(lambda zone: f" {zone[1]}{int(zone[2]):02d}00", tidy) if ":" in tidy else tidy
    moment = _rfc822(tidy) or _iso(tidy) or _us(tidy)
    if moment is None:
        return None
    return _sane(moment if moment.tzinfo else moment.replace(tzinfo=HOME))


def _sane(moment: datetime) -> datetime | None:
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:
        return None
    return moment if EARLIEST <= moment < LATEST else None


def _rfc822(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(re.sub(r"\s([+-]\d{4})$", r"\1", text))
    except ValueError:
        return None


def _us(text: str) -> datetime | None:
    for pattern in _US_ORDER:
        try:
            return datetime.strptime(text, pattern).replace(tzinfo=HOME)
        except ValueError:
            continue
    return None
