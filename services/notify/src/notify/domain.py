"""A notice: one message to one recipient, and what became of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.cause import Cause

FIRST_PAUSE = timedelta(seconds=15)
LONGEST_PAUSE = timedelta(hours=2)
ATTEMPTS = 20
"""With doubling pauses capped at two hours: about a day of a mail server being away, then a person is told."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What somebody is told. `captured_at` is when the publication behind it was captured; without a publication, its
    texts are empty. `rule_title` and what follows are about the deadline that it speaks of."""

    id: str
    kind: str
    case_id: str
    body_id: str
    recipient_name: str
    channel: str
    address: str
    case_title: str
    outlet_name: str
    publication_title: str
    publication_address: str
    published_at: datetime | None
    captured_at: datetime
    due_at: datetime | None
    due_basis: str
    cause: Cause
    attempt: int = 0
    rule_id: str = ""
    rule_title: str = ""
    force: str = ""
    mark: str = ""
    derivation: tuple[str, ...] = ()
    reminder_basis: str = ""
    remark: str = ""


VERIFICATION = "verification-requested"
KINDS = frozenset({VERIFICATION, "reminder", "overdue", "escalation", "handover"})
"""What there is a letter for."""


@dataclass(frozen=True, slots=True)
class AcceptNotice:
    """Command: deliver this notice, unless it was accepted before."""

    message_id: str
    notice: Notice


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one attempt ended: sent, bounced (never will be) or postponed (try later)."""

    notice: Notice
    state: str
    at: datetime
    detail: str


SENT, BOUNCED, POSTPONED, GAVE_UP = "sent", "bounced", "postponed", "gave-up"


def readable(detail: str) -> str:
    """A mail server's words as text that can be stored and sent on, whatever bytes they were; cut to 500."""
    return detail.encode("utf-8", "backslashreplace").decode()[:500]


def conclude(outcome: Outcome) -> Outcome:
    """A postponed attempt that was the last one becomes gave-up."""
    if outcome.state == POSTPONED and outcome.notice.attempt >= ATTEMPTS:
        return Outcome(outcome.notice, GAVE_UP, outcome.at, outcome.detail)
    return outcome


def pause_after(attempt: int) -> timedelta:
    return min(FIRST_PAUSE * 2.0 ** (attempt - 1), LONGEST_PAUSE)
