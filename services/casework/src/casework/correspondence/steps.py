"""What people do to a letter, as data. Each is one step of its way out."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Propose:
    """To a leader, for approval."""


@dataclass(frozen=True, slots=True)
class Return:
    """To its writer; needs a reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class Approve:
    """`document`: the SHA-256 of what the approver has read."""

    document: str


@dataclass(frozen=True, slots=True)
class Sign:
    """Takes the number. `document`: the SHA-256 of what was approved."""

    document: str


@dataclass(frozen=True, slots=True)
class Issue:
    """It leaves. `document`: the SHA-256 of the signed letter; `how`: by post, by e-mail, by hand."""

    document: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class Receive:
    """It has arrived: a request to an outlet counts as sent from then on, and its clocks run."""

    received_at: datetime
    proof: str


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Before it was approved; needs a reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class Void:
    """It does not count; a number that it has stays its own, explained by the reason."""

    reason: str


AnyStep = Propose | Return | Approve | Sign | Issue | Receive | Withdraw | Void
