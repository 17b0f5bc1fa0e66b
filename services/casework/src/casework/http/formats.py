"""Times, numbers and addresses as people write and may follow them here."""

from datetime import date, datetime, timedelta
from typing import Any

from casework.domain.clocks.phrases import moment as words_of
from casework.domain.life.stages import OUTCOME_NAMES, REQUEST_STATE_NAMES, VERDICT_NAMES
from casework.http.differing import differing
from shared.ops.clock import VIETNAM

LATE = timedelta(minutes=1)
"""From this on a line says when we learnt of it: below, it is the usual way through the topics."""


def when(moment: datetime | None) -> str:
    """10:52:07, 24/11/2026."""
    return moment.astimezone(VIETNAM).strftime("%H:%M:%S, %d/%m/%Y") if moment else "không rõ"


def day(moment: datetime | None) -> str:
    """10:52, 24/11/2026."""
    return moment.astimezone(VIETNAM).strftime("%H:%M, %d/%m/%Y") if moment else "không rõ"


def limit(moment: datetime | None) -> str:
    """A time limit: "hết ngày 26/11/2026", or with its minute."""
    return words_of(moment.astimezone(VIETNAM)) if moment else "không có thời điểm tính được"


def iso_day(text: str) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}"


def machine_time(moment: datetime) -> str:
    return moment.astimezone(VIETNAM).isoformat(timespec="seconds")


def number(value: int) -> str:
    """12.345."""
    return f"{value:,}".replace(",", ".")


def up_to(value: int, counted: int) -> str:
    """The number, or that there are more than were counted."""
    return number(value) if value <= counted else f"hơn {number(counted)}"


def score(value: float) -> str:
    """0,87."""
    return f"{value:.2f}".replace(".", ",")


def learnt_late(line: dict[str, Any]) -> datetime | None:
    """When we learnt of it, if that was notably later than it happened."""
    learnt: datetime = line["learnt_at"]
    return learnt if learnt - line["at"] >= LATE else None


def safe_link(address: str) -> str:
    """Only http(s): an outlet's feed may carry a javascript: address."""
    return address if address.startswith(("http://", "https://")) else ""


FILTERS = {
    "when": when,
    "day": day,
    "limit": limit,
    "iso_day": iso_day,
    "verdict": lambda code: VERDICT_NAMES[code].capitalize(),
    "request_state": lambda code: REQUEST_STATE_NAMES[code],
    "outcome": lambda code: OUTCOME_NAMES[code],
    "machine_time": machine_time,
    "number": number,
    "up_to": up_to,
    "score": score,
    "learnt_late": learnt_late,
    "link": safe_link,
    "differing": lambda line: differing(line["before"], line["after"]),
}
