"""A source as commands, the API and the page show it."""

from typing import Any

from ingest.sources.history import Day, Trace
from ingest.sources.source import (
    EMPTY,
    FAILING,
    FLAPPING,
    FLOODING,
    FROZEN,
    GONE,
    HEALTHY,
    INCOMPLETE,
    LOW,
    ODD_DATES,
    PAUSED,
    RETIRED,
    SILENT,
    Source,
)

STATES = {
    HEALTHY: "bình thường",
    FAILING: "không đọc được",
    FLAPPING: "lúc được lúc không",
    GONE: "đã bị gỡ (410)",
    EMPTY: "nguồn rỗng",
    ODD_DATES: "ngày giờ sai",
    FROZEN: "đứng yên",
    SILENT: "im lặng bất thường",
    LOW: "ít tin bất thường",
    FLOODING: "nhiều tin bất thường",
    INCOMPLETE: "thiếu tin so với trang mục",
    PAUSED: "tạm dừng",
    RETIRED: "không còn trong danh sách",
}
"""In the order in which the page explains them; a test looks that each state is here."""
_TOLD = (
    *("id", "outlet_id", "outlet_name", "medium", "url", "moved_to", "priority", "tags", "body_id", "section", "kind"),
    *("origin", "state", "reason", "failures", "entries", "odd_dates", "marks_lie"),
    *("recall_listed", "recall_missed"),
)
_MOMENTS = ("since", "visited_at", "news_at", "newest_at", "next_visit", "recall_at")


def source_json(source: Source) -> dict[str, Any]:
    told: dict[str, Any] = {name: getattr(source, name) for name in _TOLD}
    moments = {name: moment.isoformat() if (moment := getattr(source, name)) else None for name in _MOMENTS}
    return told | {"tags": list(source.tags)} | moments | {"entries_a_day": round(source.rate, 1)}


def day_json(day: Day) -> dict[str, Any]:
    return {"day": day.day.isoformat(), "new": day.news, "hours_looked_at": day.looked.bit_count()}


def trace_json(trace: Trace) -> dict[str, Any]:
    return {"at": trace.at.isoformat(), "from": trace.before, "to": trace.state, "reason": trace.reason}


def source_line(source: Source) -> str:
    """For people at a terminal."""
    mark = "!" if source.state != HEALTHY else " "
    return f"{mark} {source.id[:8]}  {source.state:<9}  {source.outlet_name}  {source.url}  {source.reason}".rstrip()
