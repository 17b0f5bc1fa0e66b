"""A clock's reminders as the case page shows them."""

from collections.abc import Callable, Mapping
from typing import Any

from casework.domain.clocks.vocabulary import grounds
from casework.domain.reminders.vocabulary import AUDIENCE_NAMES, KIND_NAMES

PLAN_NAMES = {
    "waiting": "sẽ gửi",
    "told": "đã báo",
    "replaced": "lời sau thay thế",
    "missed": "đã quá lúc nhắc",
    "silenced": "không cần nữa",
}


def next_reminder(clock: Mapping[str, Any]) -> dict[str, Any] | None:
    """When somebody is told next, who they are and what it will be; None when nothing is planned any more."""
    waiting = [one for one in clock.get("plan", ()) if one["state"] == "waiting"]
    if not waiting:
        return None
    at = min(one["at"] for one in waiting)
    first = [one for one in waiting if one["at"] == at]
    return {
        "at": at,
        "kind": KIND_NAMES[first[-1]["kind"]],
        "to": ", ".join(dict.fromkeys(AUDIENCE_NAMES[one["audience"]] for one in first)),
        "urgent": any(one["urgent"] for one in first),
    }


FILTERS: dict[str, Callable[..., Any]] = {
    "grounds": grounds,
    "next_reminder": next_reminder,
    "audience": lambda code: AUDIENCE_NAMES.get(code, code),
    "reminder_kind": lambda code: KIND_NAMES.get(code, code),
    "plan_state": lambda code: PLAN_NAMES.get(code, code),
}
