"""The words of a reminder row, and what people call them."""

from typing import Literal

Audience = Literal["unit", "watch-office", "leaders", "oversight"]
"""The case's unit; the federation's press watch; its leaders; the bodies above the press."""
Kind = Literal["reminder", "overdue", "escalation"]
When = Literal["before", "after"]
Step = Literal["h", "d", "wd"]
"""Hours from the due time; calendar or working days from its day, told in the morning."""
PlanState = Literal["waiting", "told", "replaced", "missed", "silenced"]
"""Missed: it was for before the due time, and that has passed. Replaced: a later one spoke for it."""

HANDOVER = "handover"
"""The notice to whoever goes on with a case: no reminder, but of the same list."""

AUDIENCE_NAMES: dict[str, str] = {
    "unit": "đơn vị xác minh",
    "watch-office": "bộ phận theo dõi báo chí",
    "leaders": "lãnh đạo Liên đoàn",
    "oversight": "cơ quan chỉ đạo, quản lý báo chí",
}
KIND_NAMES: dict[str, str] = {
    "reminder": "nhắc việc",
    "overdue": "báo quá hạn",
    "escalation": "báo cáo quá hạn",
    HANDOVER: "bàn giao hồ sơ",
}
FORCE_NAMES: dict[str, str] = {
    "binding": "bắt buộc theo luật",
    "by-instruction": "theo văn bản chỉ đạo",
    "internal": "nội bộ, không phải luật",
}
STEP_NAMES: dict[str, str] = {"h": "giờ", "d": "ngày", "wd": "ngày làm việc"}
