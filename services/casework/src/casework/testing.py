"""Casework's ports in memory, and examples to begin a test with."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from casework.domain.case import Case, Order, Told
from casework.domain.change import Change
from casework.domain.clockwork import Clockwork
from casework.domain.directory import PROVINCIAL, UNIT, Body, Directory
from casework.domain.judging import Verdict
from casework.domain.matching import Signature, bands_of, parse_signature
from casework.domain.proof.proof import Proof
from casework.domain.proof.requirement import ProofRules
from casework.domain.sighting import Sighting
from casework.outgoing import (
    STATE_PUBLICATIONS,
    change_event,
    handover_event,
    judged_event,
    notice_event,
    reminder_event,
    revisit_event,
    state_event,
)
from casework.ports import HandoverWanted, NoticeWanted, PublicationChange, ReminderWanted, StoryHeard
from casework.prooffile import load_proof_rules
from casework.reminderfile import load_reminders
from casework.rulefile import load_clocks
from casework.store.documents import JOURNEY, change_document, journey_documents
from casework.usecases.means import Means, NewId
from shared.cause import Cause
from shared.failures import Transient
from shared.store.testing import InMemoryRepositories, InMemoryUnitOfWork

AT = datetime(2026, 11, 24, 3, 52, 7, tzinfo=UTC)

PROVINCE = Body("tinh", "Liên đoàn Lao động tỉnh", PROVINCIAL, "tinh@cong-doan.example", frozenset())
CAM_DUONG = Body("cam-duong", "Công đoàn Cam Đường", UNIT, "cam-duong@cong-doan.example", frozenset({"02680"}))

BOOK, RECKONER = load_clocks()
PLANNER = load_reminders(None, BOOK, RECKONER.days)
CLOCKWORK = Clockwork(BOOK, RECKONER, PLANNER)
PROOF_RULES = load_proof_rules(BOOK)

_SIGHTING = Sighting(
    message_id="message-1",
    cause=Cause("journey-1", "message-1", "00-" + "a" * 32 + "-" + "b" * 16 + "-01"),
    publication_id="publication-1",
    outlet_name="Báo Lào Cai",
    medium="online",
    address="https://bao.example/tin/1",
    title="Công nhân Lào Cai bị nợ lương ba tháng",
    lead="Gần 200 công nhân phản ánh bị nợ lương.",
    published_at=AT,
    captured_at=AT,
    assessed_at=AT,
    relevant="yes",
    score=0.9,
    topic="wage",
    tone="critical",
    urgency="high",
    places=("02680",),
    place_names=("Phường Cam Đường",),
    words=("công nhân", "nợ lương"),
    signature=(),
    encoded_signature="",
)


def a_sighting(**other: Any) -> Sighting:
    """`encoded_signature` alone is enough: the signature is read from it, as the handler does."""
    if "encoded_signature" in other:
        other.setdefault("signature", parse_signature(other["encoded_signature"]))
    return replace(_SIGHTING, **other)


def a_directory() -> Directory:
    return Directory([PROVINCE, CAM_DUONG])


def the_means(new_id: NewId) -> Means:
    return Means(a_directory(), CLOCKWORK, new_id, PROOF_RULES)


class InMemoryWork(InMemoryRepositories):
    """Port: casework.ports.Work."""

    async def see(self, sightings: Sequence[Sighting]) -> None:
        again = {sighting.publication_id for sighting in sightings if sighting.replaces}
        rows = self._transaction.table("sightings")
        for id_ in [id_ for id_, one in rows.items() if one.publication_id in again]:
            del rows[id_]
        for sighting in sightings:
            self._transaction.insert("sightings", sighting.message_id, sighting)

    async def relevance_of(self, publication_ids: Sequence[str]) -> dict[str, str]:
        rows: Collection[Sighting] = self._transaction.table("sightings").values()
        return {one.publication_id: one.relevant for one in rows if one.publication_id in publication_ids}

    async def sighting(self, publication_id: str) -> Sighting | None:
        rows: Collection[Sighting] = self._transaction.table("sightings").values()
        found = sorted((one for one in rows if one.publication_id == publication_id), key=lambda one: one.message_id)
        return found[-1] if found else None

    async def verdict(self, publication_id: str) -> Verdict | None:
        found: Verdict | None = self._transaction.table("verdicts").get(publication_id)
        return found

    async def verdicts(self, publication_ids: Sequence[str]) -> dict[str, Verdict]:
        known: dict[str, Verdict] = self._transaction.table("verdicts")
        return {id_: known[id_] for id_ in publication_ids if id_ in known}

    async def judge(self, verdict: Verdict, sighting: Sighting) -> None:
        self._transaction.table("verdicts")[verdict.publication_id] = verdict
        self._transaction.publish(judged_event(verdict, sighting), sighting.cause)

    async def alike(self, signatures: Sequence[Signature]) -> list[tuple[str, Signature]]:
        wanted = {band for signature in signatures for band in bands_of(signature)}
        known: set[tuple[str, Signature]] = set(self._transaction.table("texts").values())
        return [(case_id, signature) for case_id, signature in sorted(known) if wanted & set(bands_of(signature))]

    async def load(self, case_ids: Sequence[str]) -> dict[str, Case]:
        cases: dict[str, Case] = self._transaction.table("cases")
        return {id_: cases[id_] for id_ in case_ids if id_ in cases}

    async def kinds_since(self, case_id: str, version: int) -> tuple[str, ...]:
        rows = [row for row in self._transaction.table("timeline").values() if row["case_id"] == case_id]
        later = sorted((row["step"], row["kind"]) for row in rows if row["step"] > len(JOURNEY) + version)
        return tuple(kind for _, kind in later)

    async def ringing(self, now: datetime, limit: int, *, office_open: bool) -> list[Case]:
        cases: Collection[Case] = self._transaction.table("cases").values()
        moments = [(case.fires_at, case) for case in cases]
        moments += [(case.reminds_at, case) for case in cases] if office_open else []
        due = {case.id: case for at, case in moments if at and at <= now}
        return list(due.values())[:limit]

    async def unplanned(self, after: str, limit: int) -> list[Case]:
        cases: Collection[Case] = self._transaction.table("cases").values()
        silent = [case for case in cases if any(one.state == "running" and not one.plan for one in case.clocks)]
        return sorted((case for case in silent if case.id > after), key=lambda case: case.id)[:limit]

    async def once_done(self, name: str) -> bool:
        return name in self._transaction.table("done")

    async def note_done(self, name: str) -> None:
        self._transaction.table("done")[name] = True

    async def held_by(self, unit_ids: Sequence[str], limit: int) -> list[Case]:
        cases: Collection[Case] = self._transaction.table("cases").values()
        return [case for case in cases if case.held_by in unit_ids][:limit]

    async def lock(self, publication_ids: Sequence[str]) -> None:
        """One process, one transaction at a time: there is nobody to wait for."""

    async def telling(self, publication_ids: Sequence[str]) -> dict[str, Told]:
        told: dict[str, Told] = self._transaction.table("told")
        return {id_: told[id_] for id_ in publication_ids if id_ in told}

    async def earliest(self, case_ids: Sequence[str], limit: int) -> list[str]:
        told = sorted((one for one in self._told() if one.case_id in case_ids), key=lambda one: one.number)
        return [one.publication_id for one in told[:limit]]

    async def opened_for(self, case_ids: Sequence[str]) -> dict[str, Told]:
        return {one.case_id: one for one in self._told() if one.number == 1 and one.case_id in case_ids}

    async def remember_changes(self, changes: Sequence[PublicationChange]) -> None:
        for change in changes:
            self._transaction.insert("publication_changes", change.message_id, change)

    async def changes_of(self, publication_ids: Sequence[str]) -> list[PublicationChange]:
        known: list[PublicationChange] = list(self._transaction.table("publication_changes").values())
        return sorted((c for c in known if c.publication_id in publication_ids), key=lambda change: change.seen_at)

    async def save(self, cases: Collection[Case], told: Collection[Told], joined: Collection[Sighting]) -> None:
        self._transaction.table("told").update({one.publication_id: one for one in told})
        for case in cases:
            self._write(case)
        places = {one.publication_id: one.case_id for one in told}
        for sighting in joined:
            case_id = places[sighting.publication_id]
            self._transaction.table("texts")[f"{case_id}:{sighting.encoded_signature}"] = case_id, sighting.signature
            for row in journey_documents(case_id, sighting):
                self._transaction.insert("timeline", row["_id"], row)

    async def make_findable(self, told: Told) -> None:
        if told.signature:
            texts = self._transaction.table("texts")
            texts[f"{told.case_id}:{told.signature}"] = told.case_id, parse_signature(told.signature)

    async def move(self, old_id: str, told: Sequence[Told]) -> None:
        table: dict[str, Told] = self._transaction.table("told")
        table.update({one.publication_id: one for one in told})
        left = sorted((one for one in self._told() if one.case_id == old_id), key=lambda one: one.number)
        table.update({one.publication_id: replace(one, number=place) for place, one in enumerate(left, start=1)})
        for one in told:
            if one.signature not in {other.signature for other in left}:
                self._transaction.table("texts").pop(f"{old_id}:{one.signature}", None)
            self._transaction.table("texts")[f"{one.case_id}:{one.signature}"] = (
                one.case_id,
                parse_signature(one.signature),
            )

    def _write(self, case: Case) -> None:
        before = self._transaction.table("cases").get(case.id)
        if (before.version if before else 0) != case.version - len(case.changes):
            raise Transient("a case was changed by somebody else meanwhile")
        self._transaction.table("cases")[case.id] = replace(case, changes=())
        for change in case.changes:
            row = change_document(change)
            self._transaction.insert("timeline", row["_id"], row)
            self._transaction.publish(change_event(case, change), change.cause)
        told = sorted((one for one in self._told() if one.case_id == case.id), key=lambda one: one.number)
        self._transaction.publish(state_event(case, told[:STATE_PUBLICATIONS]), case.changes[-1].cause)

    def _told(self) -> Collection[Told]:
        return self._transaction.table("told").values()

    def request(self, notice: NoticeWanted) -> None:
        self._transaction.publish(notice_event(notice), notice.cause)

    def remind(self, reminder: ReminderWanted) -> None:
        self._transaction.publish(reminder_event(reminder), Cause(reminder.case.id, None))

    def hand_over(self, handover: HandoverWanted) -> None:
        self._transaction.publish(handover_event(handover), Cause(handover.case.id, None))

    async def proofs(self, ids: Sequence[str]) -> dict[str, Proof]:
        proofs: dict[str, Proof] = self._transaction.table("proofs")
        return {id_: proofs[id_] for id_ in ids if id_ in proofs}

    async def keep_proofs(self, proofs: Collection[Proof]) -> None:
        self._transaction.table("proofs").update({proof.id: proof for proof in proofs})

    async def keep_stories(self, stories: Sequence[StoryHeard]) -> None:
        table: dict[str, StoryHeard] = self._transaction.table("stories")
        for story in stories:
            if story.story_id not in table or table[story.story_id].version < story.version:
                table[story.story_id] = story

    async def note_looks(self, looks: Collection[Change]) -> None:
        self._transaction.table("looks").update({look.cause.event_id or "": look for look in looks})

    def revisit(self, proof: Proof, rules: ProofRules, version: int, order: Order) -> None:
        self._transaction.publish(revisit_event(proof, rules, version, order), order.cause)


def in_memory_works() -> InMemoryUnitOfWork[InMemoryWork]:
    return InMemoryUnitOfWork(InMemoryWork)
