"""What people do to a case. Each command is data; `steps` says who may give it when, and what it does.

`KIND` is the name of the fact that a command becomes.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from casework.domain.life.stages import Level, Outcome, Track, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    KIND: ClassVar[str] = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm(Command):
    """It concerns us: the unit is asked to verify."""

    KIND = "confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dismiss(Command):
    """It does not concern us; needs a reason."""

    KIND = "dismissed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assign(Command):
    """Another unit answers for it."""

    KIND = "assigned"
    unit_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepUnit(Command):
    """The unit that has the case was not certain, and is the right one."""

    KIND = "unit-kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledge(Command):
    """The unit has seen it and begins."""

    KIND = "acknowledged"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFinding(Command):
    KIND = "finding-reported"
    id: str
    text: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeConclusion(Command):
    KIND = "conclusion-proposed"
    verdict: Verdict
    summary: str
    competent_body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnConclusion(Command):
    """Back to verification; needs a reason."""

    KIND = "conclusion-returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveConclusion(Command):
    KIND = "conclusion-approved"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAction(Command):
    KIND = "action-planned"
    id: str
    title: str
    owner: str
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteAction(Command):
    KIND = "action-completed"
    id: str
    proof: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DropAction(Command):
    """An action that will not be done; needs a reason."""

    KIND = "action-dropped"
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRequest(Command):
    KIND = "request-opened"
    id: str
    publication_id: str
    track: Track
    medium: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SendRequest(Command):
    """The signed letter has left and was received: proposal, approval and signature are the letter's own steps."""

    KIND = "request-sent"
    id: str
    letter_number: str
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordOutcome(Command):
    """What the outlet did; `proof` is a snapshot, an address, a letter. Needs a reason when it refused."""

    KIND = "request-answered"
    id: str
    outcome: Outcome
    proof: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalateRequest(Command):
    """To the owner of the outlet, then the regulator, then the court."""

    KIND = "request-escalated"
    id: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleRequest(Command):
    """Nothing more is asked of this outlet; needs a reason unless it published what was asked."""

    KIND = "request-settled"
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawRequest(Command):
    """Before it was sent; needs a reason."""

    KIND = "request-withdrawn"
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Close(Command):
    KIND = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen(Command):
    """Needs a reason; the earlier conclusion is kept as history."""

    KIND = "reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLevel(Command):
    """Who may read it; needs a reason."""

    KIND = "level-set"
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCase(Command):
    KIND = "linked"
    case_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlinkCase(Command):
    KIND = "unlinked"
    case_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeInto(Command):
    """The same matter as another case; needs a reason, and can be undone."""

    KIND = "merged"
    case_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Split(Command):
    """These publications tell of another matter: they become a case of their own, linked to this one; needs a reason.

    `unit_id`: who verifies the new case; empty for the unit of this one.
    """

    KIND = "split"
    publication_ids: tuple[str, ...]
    unit_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmerge(Command):
    KIND = "unmerged"
