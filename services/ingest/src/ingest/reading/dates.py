"""Dates as Vietnamese outlets really write them (legal-facts §8: `+07`, `GMT+7`, US order, U+202F; and in words)."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from shared.contracts.envelope import EARLIEST, LATEST

HOME = ZoneInfo("Asia/Ho_Chi_Minh")
DATE_LIMIT = 200
"""Characters; whatever is longer is a text with a date in it, not a date."""
_SPACES = re.compile(r"[\u00a0\u2007\u202f\s]+")
_SHORT_ZONE = re.compile(r"\(?(?:GMT|UTC)?\s*([+-])(\d{1,2})(?::?00)?\)?$")
_DAY_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})\s*(?:/|-|\.|\s+tháng\s+)\s*(\d{1,2})\s*(?:/|-|\.|,?\s+năm\s+)\s*(\d{4})(?!\d)"
)
_TIME = re.compile(r"(?<!\d)(\d{1,2})\s*(?::|h|\s+giờ\s+)\s*(\d{2})(?::(\d{2}))?\s*(am|pm|sa|ch)?(?!\d)", re.IGNORECASE)
_ZONE = re.compile(r"\s*(?:([+-])(\d\d)(\d\d)|GMT|UTC|Z)$")
_WORDS = re.compile(r"[^\W\d_]+")
_ALLOWED = frozenset(
    _WORDS.findall(
        "thứ hai ba tư năm sáu bảy chủ nhật ngày tháng lúc giờ phút h t am pm sa ch gmt utc cập đăng xuất bản "
        "mon tue wed thu fri sat sun"
    )
)
"""Words of a date in Vietnamese, and the days that feeds put before it; with any other it is a sentence with a date."""


def parse_date(text: str, *, day_first: bool = False) -> datetime | None:
    """The moment in UTC; a date without zone is Vietnam's. None when unreadable or absurd (year 1, year 9999).

    `5/6/2026 10:52` is 6 May unless `day_first`; with AM or PM it is always 6 May, with SA or CH (their Vietnamese
    forms) always 5 June, and what only one order allows is read in that one.
    """
    tidy = _SPACES.sub(" ", text[: DATE_LIMIT + 1]).strip()
    if len(tidy) > DATE_LIMIT:
        return None
    # Only after a time: the "-24" of "2026-11-24" is no zone.
    zoned = _SHORT_ZONE.sub(lambda zone: f" {zone[1]}{int(zone[2]):02d}00", tidy) if ":" in tidy else tidy
    moment = _rfc822(zoned) or _iso(zoned) or _in_numbers(zoned, day_first)
    if moment is None:
        return None
    return _sane(moment if moment.tzinfo else moment.replace(tzinfo=HOME))


def day_comes_first(texts: Iterable[str]) -> bool:
    """Whether the dates of one feed, which may mean either, put the day first: one that can mean only that says so."""
    return any(
        found is not None and int(found[1]) > 12 >= int(found[2])
        for found in map(_DAY_MONTH.search, (text[:DATE_LIMIT] for text in texts))
    )


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


def _in_numbers(text: str, day_first: bool) -> datetime | None:
    """`Thứ Ba, 24/11/2026 - 10:52 (GMT+7)`, `10h52 ngày 24 tháng 11 năm 2026`, `11/24/2026 10:52:00 AM`."""
    text, zone = _without_zone(text)
    day = _DAY_MONTH.search(text)
    if day is None or not {word.lower() for word in _WORDS.findall(text)} <= _ALLOWED:
        return None
    time = _TIME.search(text[: day.start()]) or _TIME.search(text[day.end() :])
    hour, minute, second, half = time.groups() if time else ("0", "0", None, None)
    first, second_number, year = map(int, day.groups())
    half = (half or "").lower()
    month_first = _month_first(text, day, half, day_first)
    month, date = (first, second_number) if month_first else (second_number, first)
    try:
        return datetime(year, month, date, _of_day(int(hour), half), int(minute), int(second or 0), tzinfo=zone)
    except ValueError:
        return None


def _without_zone(text: str) -> tuple[str, tzinfo]:
    found = _ZONE.search(text) if ":" in text else None
    if found is None:
        return text, HOME
    minutes = int(found[2] or 0) * 60 + int(found[3] or 0)
    try:
        return text[: found.start()], timezone(timedelta(minutes=-minutes if found[1] == "-" else minutes))
    except ValueError:
        return "", HOME


def _month_first(text: str, day: re.Match[str], half: str, day_first: bool) -> bool:
    first, second = int(day[1]), int(day[2])
    if half in ("am", "pm"):
        return first <= 12
    if half or first > 12:
        return False
    in_words = any(letter.isalpha() for letter in text)
    return second > 12 or not (day_first or in_words)


def _of_day(hour: int, half: str) -> int:
    """Raises ValueError for 13 PM."""
    if not half:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError("no hour of a half day")
    return hour % 12 + (12 if half in ("pm", "ch") else 0)
