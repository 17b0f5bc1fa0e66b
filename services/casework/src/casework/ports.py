"""What the use cases need from outside."""

from collections.abc import Collection, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from casework.domain.asked import Asked
from casework.domain.case import Case, Order, Told
from casework.domain.change import Change
from casework.domain.judging import Verdict
from casework.domain.matching import Signature
from casework.domain.proof.proof import Proof
from casework.domain.proof.requirement import ProofRules
from casework.domain.proof.sights import RawPage
from casework.domain.reminders.addressing import Call
from casework.domain.sighting import Sighting
from shared.cause import Cause


@dataclass(frozen=True, slots=True)
class PublicationChange:
    """Command: the outlet edited, removed or restored a publication."""

    message_id: str
    cause: Cause
    publication_id: str
    change: str
    seen_at: datetime
    before: str = ""
    after: str = ""
    """Title and passages that changed, bounded by whoever saw it; empty when it did not say."""


@dataclass(frozen=True, slots=True)
class DeliveryChange:
    """Command: a notice was sent, bounced, or given up. `version` grows with every step of one notice."""

    message_id: str
    cause: Cause
    case_id: str
    notice_id: str
    state: str
    version: int
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class PagesSeen:
    """Command: what ingest saw at a request's pages. `number` grows with every report about one request."""

    message_id: str
    cause: Cause
    case_id: str
    request_id: str
    number: int
    kind: str
    seen_at: datetime
    looks: int
    failed_looks: int
    pages: tuple[RawPage, ...]


@dataclass(frozen=True, slots=True)
class StoryHeard:
    """Command: classify sees these publications in one story, and those near to it. Versions grow per story."""

    message_id: str
    story_id: str
    version: int
    told_at: datetime
    publications: tuple[str, ...]
    maybe: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoticeWanted:
    """The first notice of a case: its unit is asked to verify."""

    case: Case
    about: Told
    cause: Cause


@dataclass(frozen=True, slots=True)
class ReminderWanted:
    """Somebody is told of a deadline; `told` is the publication that it is about, if there is one."""

    case: Case
    call: Call
    notice_id: str
    told: Told | None
    at: datetime


@dataclass(frozen=True, slots=True)
class HandoverWanted:
    """A unit is told that a case is its own now, to be verified; the notice's title says why."""

    case: Case
    notice: Asked
    told: Told | None
    at: datetime


class Work(Protocol):
    """One transaction of casework. `joined` are the sightings behind those of `told` that are new in their case."""

    @property
    def fresh(self) -> frozenset[str]: ...
    async def see(self, sightings: Sequence[Sighting]) -> None:
        """What was said before of a publication that was judged again, goes; the verdict on it stays."""

    async def relevance_of(self, publication_ids: Sequence[str]) -> dict[str, str]: ...
    async def sighting(self, publication_id: str) -> Sighting | None:
        """As it was last assessed."""
        ...

    async def verdict(self, publication_id: str) -> Verdict | None: ...
    async def verdicts(self, publication_ids: Sequence[str]) -> dict[str, Verdict]:
        """By publication id."""
        ...

    async def judge(self, verdict: Verdict, sighting: Sighting) -> None:
        """Kept, on record, and told to everybody; `sighting` is what the machine had said."""
        ...

    async def alike(self, signatures: Sequence[Signature]) -> list[tuple[str, Signature]]: ...
    async def load(self, case_ids: Sequence[str]) -> dict[str, Case]: ...
    async def kinds_since(self, case_id: str, version: int) -> tuple[str, ...]: ...
    async def ringing(self, now: datetime, limit: int, *, office_open: bool) -> list[Case]: ...
    async def unplanned(self, after: str, limit: int) -> list[Case]:
        """Cases with a clock that runs and tells nobody, by their ids."""
        ...

    async def once_done(self, name: str) -> bool: ...
    async def note_done(self, name: str) -> None:
        """What is to be done once in the life of this database."""
        ...

    async def held_by(self, unit_ids: Sequence[str], limit: int) -> list[Case]: ...
    async def lock(self, publication_ids: Sequence[str]) -> None: ...
    async def telling(self, publication_ids: Sequence[str]) -> dict[str, Told]: ...
    async def earliest(self, case_ids: Sequence[str], limit: int) -> list[str]:
        """Ids of the publications that joined these cases first."""
        ...

    async def opened_for(self, case_ids: Sequence[str]) -> dict[str, Told]: ...
    async def remember_changes(self, changes: Sequence[PublicationChange]) -> None: ...
    async def changes_of(self, publication_ids: Sequence[str]) -> list[PublicationChange]: ...
    async def save(self, cases: Collection[Case], told: Collection[Told], joined: Collection[Sighting]) -> None: ...
    async def make_findable(self, told: Told) -> None:
        """What a person wrote down of it is a text like any other: copies of it find the case."""
        ...

    async def move(self, old_id: str, told: Sequence[Told]) -> None:
        """These are told by another case now, whose they are; what stays is counted anew, and their texts go along."""

    def request(self, notice: NoticeWanted) -> None: ...
    def remind(self, reminder: ReminderWanted) -> None: ...
    def hand_over(self, handover: HandoverWanted) -> None: ...
    async def proofs(self, ids: Sequence[str]) -> dict[str, Proof]: ...
    async def keep_proofs(self, proofs: Collection[Proof]) -> None: ...
    async def keep_stories(self, stories: Sequence[StoryHeard]) -> None: ...
    async def note_looks(self, looks: Collection[Change]) -> None: ...
    def revisit(self, proof: Proof, rules: ProofRules, version: int, order: Order) -> None: ...


class Works(Protocol):
    def once(self, message_ids: Sequence[str]) -> AbstractAsyncContextManager[Work]: ...
