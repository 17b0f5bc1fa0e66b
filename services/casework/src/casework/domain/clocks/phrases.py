"""Days and moments as people in Vietnam write them."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
DAY_END = time(23, 59, 59)
"""A day-limit ends at 24:00 of its last day; written so, the date that people read is the right one."""
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")

STARTS = {
    "event_at": "khi sự việc xảy ra",
    "published_at": "khi tin được đăng",
    "detected_at": "khi phát hiện",
    "received_at": "khi nhận được",
    "impact_determined_at": "khi xác định vụ việc có ảnh hưởng",
    "concluded_at": "khi có kết luận",
    "decided_at": "khi có quyết định",
    "signed_at": "khi ký",
    "requested_at": "khi có yêu cầu",
    "planned_at": "giờ dự kiến",
    "assigned_at": "khi giao việc",
    "period_at": "ngày trong kỳ",
}


def day(value: date) -> str:
    return f"{value:%d/%m/%Y}"


def moment(value: datetime) -> str:
    """As people write it; the end of a day is no minute but the day."""
    return f"hết ngày {day(value)}" if value.time() == DAY_END else f"{value:%H:%M} ngày {day(value)}"


def named(value: date) -> str:
    return f"{WEEKDAYS[value.weekday()]} {day(value)}"
