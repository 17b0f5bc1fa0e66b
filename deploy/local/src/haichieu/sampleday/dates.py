"""Dates of the sample day: placeholders in its texts, and the malformed ways in which outlets print them."""

import re
from datetime import date, datetime, timedelta
from email.utils import format_datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")

_TOKEN = re.compile(r"\{([^{}]*)\}")
_KNOWN = re.compile(r"([dDmMY])([+-]\d+)")


def fill(text: str, start: date) -> str:
    """Write out the tokens `{d-1}` (24/11), `{D-1}` (24/11/2026), `{m-1}` (10), `{M-1}` (10/2026) and `{Y-1}` (2025).

    Offsets count from start. Raises ValueError on any other token.
    """
    return _TOKEN.sub(lambda token: _value(token[1], start), text)


def _value(token: str, start: date) -> str:
    known = _KNOWN.fullmatch(token)
    if known is None:
        raise ValueError(f"unknown date token {{{token}}}; use one of d, D, m, M, Y with a signed offset")
    unit, offset = known[1], int(known[2])
    if unit == "Y":
        return str(start.year + offset)
    if unit in "dD":
        day = start + timedelta(days=offset)
        return f"{day.day}/{day.month}" if unit == "d" else f"{day.day}/{day.month}/{day.year}"
    year, month = divmod(start.year * 12 + start.month - 1 + offset, 12)
    return str(month + 1) if unit == "m" else f"{month + 1}/{year}"


def spoken(moment: datetime) -> str:
    return f"{WEEKDAYS[moment.weekday()]}, {moment:%d/%m/%Y %H:%M} (GMT+7)"


def malformed(moment: datetime, variant: int) -> str:
    """One of the ways in which real Vietnamese feeds miswrite a date; every variant means Vietnam time."""
    plain = format_datetime(moment)
    clock = f"{moment.hour % 12 or 12}:{moment:%M:%S}"
    half = "AM" if moment.hour < 12 else "PM"
    us_day = f"{moment.month}/{moment.day}/{moment.year}"
    variants = (
        plain.replace("+0700", "+07"),
        plain.replace("+0700", "GMT+7"),
        f"{us_day} {clock} {half}",
        plain.replace(" ", "\u00a0", 2),
        f"{us_day} {clock}\u202f{half}",
    )
    return variants[variant % len(variants)]
