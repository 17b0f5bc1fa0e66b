"""What grows in a case: findings, a conclusion, actions, requests, links."""

from dataclasses import dataclass
from datetime import date, datetime

from casework.domain.life.stages import Outcome, RequestState, Track, Verdict


@dataclass(frozen=True, slots=True)
class Finding:
    """What the verification found, and where the evidence lies (references, never bytes)."""

    id: str
    by: str
    at: datetime
    text: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conclusion:
    """Proposed by one person; it counts when another has approved it."""

    verdict: Verdict
    summary: str
    proposed_by: str
    proposed_at: datetime
    approved_by: str | None = None
    approved_at: datetime | None = None
    competent_body: str = ""
    """The state body whose written conclusion stands behind it, if there is one: what makes cải chính a duty."""


@dataclass(frozen=True, slots=True)
class Action:
    """One remedy of what the press got right."""

    id: str
    title: str
    owner: str
    due: date
    planned_by: str
    done_at: datetime | None = None
    proof: str = ""
    dropped: str = ""
    planned_at: datetime | None = None
    """None for those of before it was kept."""
    dropped_at: datetime | None = None

    @property
    def open(self) -> bool:
        return self.done_at is None and not self.dropped


@dataclass(frozen=True, slots=True)
class Heard:
    """What an outlet had done, as it was recorded at a time; a later record does not make it unsaid."""

    outcome: Outcome
    at: datetime


@dataclass(frozen=True, slots=True)
class Request:
    """Reply or correction asked of one outlet for one publication: its own letter, clock and outcome."""

    id: str
    publication_id: str
    track: Track
    medium: str
    opened_by: str
    state: RequestState = "drafted"
    letter_number: str = ""
    received_at: datetime | None = None
    """When the outlet received it: starts the outlet's clock."""
    sent_at: datetime | None = None
    """When that was recorded; None for those of before it was kept."""
    outcome: Outcome | None = None
    proof: str = ""
    escalated_to: tuple[str, ...] = ()
    heard: tuple[Heard, ...] = ()
    """Every outcome that was recorded, oldest first."""

    @property
    def open(self) -> bool:
        return self.state not in ("settled", "withdrawn")


@dataclass(frozen=True, slots=True)
class Link:
    """Another case that has to do with this one."""

    case_id: str
    why: str
