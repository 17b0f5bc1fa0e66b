"""The time, as an argument: rules take `now`, only the composition root knows a real clock."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
"""The zone in which a person of the federation reads a time."""


def system_clock() -> datetime:
    return datetime.now(UTC)
