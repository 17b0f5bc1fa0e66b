"""The proof of one request: what is looked at, and what was seen."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from casework.domain.proof.checking import Subject
from casework.domain.proof.sights import Observation

MOST_OBSERVATIONS = 200
"""A month of daily ones, and a hundred and seventy changes. The first is never dropped: it is what was before."""


@dataclass(frozen=True, slots=True)
class Target:
    """A page to look at, and why this one."""

    role: str
    address: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Rung:
    """Who is next above the outlet. Without a name: the directory does not know who it is."""

    role: str
    name: str = ""
    mark: str = "U"


@dataclass(frozen=True, slots=True)
class Proof:
    case_id: str
    request_id: str
    publication_id: str
    track: str
    subject: Subject
    targets: tuple[Target, ...]
    since: datetime
    until: datetime
    interval: timedelta
    ended: str = ""
    """Why nobody looks any more; empty while somebody does."""
    ladder: tuple[Rung, ...] = ()
    observations: tuple[Observation, ...] = ()
    told: str = ""
    """The reading that stands on the timeline: only another one is worth a line."""

    @property
    def id(self) -> str:
        return proof_id(self.case_id, self.request_id)

    def saw(self, observation: Observation) -> "Proof":
        """In the order of time, whenever it arrives; the same report again changes nothing."""
        if any(known.number == observation.number for known in self.observations):
            return self
        seen = sorted((*self.observations, observation), key=lambda one: (one.at, one.number))
        first, rest = seen[:1], seen[1:]
        return replace(self, observations=(*first, *rest[-(MOST_OBSERVATIONS - 1) :]))


def proof_id(case_id: str, request_id: str) -> str:
    """Request ids are a case's own."""
    return f"{case_id}/{request_id}"
