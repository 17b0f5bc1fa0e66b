"""Days and hours as a formal letter writes them (Nghị định 30/2020, Phụ lục I, II.4b)."""

from datetime import date, datetime

from casework.domain.clocks.phrases import DAY_END, VIETNAM

BLANK_DAY = "ngày      tháng      năm         "
"""Room for the hand of whoever signs: a draft has neither number nor date."""


def long_day(value: date) -> str:
    """Days below 10 and the months January and February carry a zero."""
    month = f"{value.month:02d}" if value.month <= 2 else str(value.month)
    return f"ngày {value.day:02d} tháng {month} năm {value.year}"


def dateline(place: str, value: date | None) -> str:
    return f"{place}, {long_day(value) if value else BLANK_DAY}"


def long_moment(value: datetime) -> str:
    local = value.astimezone(VIETNAM)
    return f"{local:%H} giờ {local:%M} phút, {long_day(local.date())}"


def until(value: datetime) -> str:
    local = value.astimezone(VIETNAM)
    return (
        f"hết {long_day(local.date())}"
        if local.time() == DAY_END
        else f"{local:%H} giờ {local:%M}, {long_day(local.date())}"
    )
