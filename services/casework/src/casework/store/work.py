"""One transaction of casework (port: casework.ports.Work)."""

from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime

from casework.audit.facts import case_changed, looked_at, publication_judged
from casework.domain.case import Case, Order, Told
from casework.domain.change import Change
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
from casework.store import stories as stories_kept
from casework.store.audit import append
from casework.store.documents import (
    JOURNEY,
    case_document,
    case_of,
    change_document,
    journey_documents,
    sighting_document,
    told_document,
    told_of,
)
from casework.store.locks import lock_publications
from casework.store.moving import move, pushes
from casework.store.proofs import PROOFS, proof_document, proof_of
from casework.store.sightings import forget_former
from casework.store.verdicts import VERDICTS, sighting_of, verdict_document, verdict_of
from shared.cause import Cause
from shared.failures import Transient
from shared.store.driver import ASCENDING, DESCENDING, Document, InsertOne, ReplaceOne
from shared.store.unit_of_work import Transaction

DONE = "done_once"
MOST_NEWS = 20
"""Changes that a person with a stale form is shown."""


class CaseworkWork:
    """Reads within the transaction's snapshot; a write that somebody overtook raises Transient."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._session = transaction.session
        self._indexed: set[tuple[str, str]] = set()

    @property
    def fresh(self) -> frozenset[str]:
        return self._transaction.fresh

    async def see(self, sightings: Sequence[Sighting]) -> None:
        if sightings:
            rows = [sighting_document(sighting) for sighting in sightings]
            await forget_former(self._transaction, sightings, rows)
            await self._transaction.collection("sightings").insert_many(rows, session=self._session)

    async def relevance_of(self, publication_ids: Sequence[str]) -> dict[str, str]:
        """By publication id: what was last said of those that were assessed before."""
        wanted = {"publication_id": {"$in": list(publication_ids)}}
        rows = self._transaction.collection("sightings").find(wanted, session=self._session)
        return {row["publication_id"]: row["relevant"] async for row in rows.sort("_id", ASCENDING)}

    async def sighting(self, publication_id: str) -> Sighting | None:
        rows = self._transaction.collection("sightings").find({"publication_id": publication_id}, session=self._session)
        found = [sighting_of(row) async for row in rows.sort("_id", DESCENDING).limit(1)]
        return found[0] if found else None

    async def verdict(self, publication_id: str) -> Verdict | None:
        row = await self._transaction.collection(VERDICTS).find_one({"_id": publication_id}, session=self._session)
        return verdict_of(row) if row else None

    async def verdicts(self, publication_ids: Sequence[str]) -> dict[str, Verdict]:
        rows = self._transaction.collection(VERDICTS).find({"_id": {"$in": [*publication_ids]}}, session=self._session)
        return {row["_id"]: verdict_of(row) async for row in rows}

    async def judge(self, verdict: Verdict, sighting: Sighting) -> None:
        row, of = verdict_document(verdict), {"publication_id": verdict.publication_id}
        await self._transaction.collection(VERDICTS).replace_one(
            {"_id": row["_id"]}, row, upsert=True, session=self._session
        )
        # Taken back, it waits again as if nobody had said anything.
        again = verdict.relevant == "unsure"
        judged = {"$unset": {"judged": ""}} if again else {"$set": {"judged": verdict.relevant}}
        await self._transaction.collection("sightings").update_many(of, judged, session=self._session)
        await append(self._transaction, [publication_judged(verdict, sighting)])
        self._transaction.publish(judged_event(verdict, sighting), sighting.cause)

    async def alike(self, signatures: Sequence[Signature]) -> list[tuple[str, Signature]]:
        """Cases with a publication that shares a band with one of these, and that publication's signature."""
        keys = {key for signature in signatures for key in bands_of(signature)}
        rows = self._transaction.collection("bands").find({"_id": {"$in": list(keys)}}, session=self._session)
        self._indexed = {(member["case"], member["signature"]) async for row in rows for member in row["members"]}
        return [(case_id, parse_signature(encoded)) for case_id, encoded in sorted(self._indexed)]

    async def load(self, case_ids: Sequence[str]) -> dict[str, Case]:
        rows = self._transaction.collection("cases").find({"_id": {"$in": list(set(case_ids))}}, session=self._session)
        return {row["_id"]: case_of(row) async for row in rows}

    async def kinds_since(self, case_id: str, version: int) -> tuple[str, ...]:
        """What happened to the case after that version."""
        later = {"case_id": case_id, "step": {"$gt": len(JOURNEY) + version}}
        rows = self._transaction.collection("timeline").find(later, {"kind": 1}, session=self._session)
        return tuple([row["kind"] async for row in rows.sort("step", ASCENDING).limit(MOST_NEWS)])

    async def ringing(self, now: datetime, limit: int, *, office_open: bool) -> list[Case]:
        """Cases with a clock that has run out by now or, in office hours, must be told of: the longest ago first."""
        found: dict[str, Case] = {}
        for name in ("fires_at", "reminds_at") if office_open else ("fires_at",):
            due = {name: {"$type": "date", "$lte": now}}
            rows = self._transaction.collection("cases").find(due, session=self._session)
            async for row in rows.sort(name, ASCENDING).limit(limit):
                found.setdefault(row["_id"], case_of(row))
        return list(found.values())[:limit]

    async def unplanned(self, after: str, limit: int) -> list[Case]:
        silent = {"$elemMatch": {"state": "running", "plan.0": {"$exists": False}}}
        rows = self._transaction.collection("cases").find(
            {"_id": {"$gt": after}, "clocks": silent}, session=self._session
        )
        return [case_of(row) async for row in rows.sort("_id", ASCENDING).limit(limit)]

    async def once_done(self, name: str) -> bool:
        return await self._transaction.collection(DONE).find_one({"_id": name}, session=self._session) is not None

    async def note_done(self, name: str) -> None:
        done = {"$setOnInsert": {"at": datetime.now(UTC)}}
        await self._transaction.collection(DONE).update_one({"_id": name}, done, upsert=True, session=self._session)

    async def held_by(self, unit_ids: Sequence[str], limit: int) -> list[Case]:
        """Open cases of these units."""
        wanted = {"held_by": {"$type": "string", "$in": sorted(unit_ids)}}
        rows = self._transaction.collection("cases").find(wanted, session=self._session)
        return [case_of(row) async for row in rows.limit(limit)]

    async def lock(self, publication_ids: Sequence[str]) -> None:
        await lock_publications(self._transaction, publication_ids)

    async def telling(self, publication_ids: Sequence[str]) -> dict[str, Told]:
        """By publication id: those that are already in a case."""
        rows = self._transaction.collection("told").find({"_id": {"$in": list(publication_ids)}}, session=self._session)
        return {row["_id"]: told_of(row) async for row in rows}

    async def earliest(self, case_ids: Sequence[str], limit: int) -> list[str]:
        wanted = {"case_id": {"$in": sorted(set(case_ids))}}
        rows = self._transaction.collection("told").find(wanted, {"_id": 1}, session=self._session)
        return [row["_id"] async for row in rows.sort("number", ASCENDING).limit(limit)]

    async def opened_for(self, case_ids: Sequence[str]) -> dict[str, Told]:
        """By case id: the publication that each was opened for."""
        wanted = {"case_id": {"$in": sorted(set(case_ids))}, "number": 1}
        rows = self._transaction.collection("told").find(wanted, session=self._session)
        return {row["case_id"]: told_of(row) async for row in rows}

    async def remember_changes(self, changes: Sequence[PublicationChange]) -> None:
        now = datetime.now(UTC)
        rows: list[Document] = [
            {
                "_id": change.message_id,
                "publication_id": change.publication_id,
                "change": change.change,
                "seen_at": change.seen_at,
                "before": change.before,
                "after": change.after,
                "learnt_at": now,
                "correlation_id": change.cause.correlation_id,
            }
            for change in changes
        ]
        if rows:
            await self._transaction.collection("publication_changes").insert_many(rows, session=self._session)

    async def changes_of(self, publication_ids: Sequence[str]) -> list[PublicationChange]:
        wanted = {"publication_id": {"$in": list(publication_ids)}}
        rows = self._transaction.collection("publication_changes").find(wanted, session=self._session)
        return [
            PublicationChange(
                row["_id"],
                Cause(row["correlation_id"], row["_id"]),
                row["publication_id"],
                row["change"],
                row["seen_at"],
                row.get("before", ""),
                row.get("after", ""),
            )
            async for row in rows.sort("seen_at")
        ]

    async def save(self, cases: Collection[Case], told: Collection[Told], joined: Collection[Sighting]) -> None:
        """Write the changed cases with their timelines, and announce every change. Raises Transient on conflict."""
        if not cases:
            return
        await self._write(cases)
        await self._tell(told)
        places = {one.publication_id: one.case_id for one in told}
        await self._index({(places[one.publication_id], one.encoded_signature) for one in joined})
        timeline = [change_document(change) for case in cases for change in case.changes]
        timeline += [row for one in joined for row in journey_documents(places[one.publication_id], one)]
        await self._transaction.collection("timeline").insert_many(timeline, session=self._session)
        await append(self._transaction, [case_changed(change) for case in cases for change in case.changes])
        await self._announce(cases)

    async def make_findable(self, told: Told) -> None:
        await self._index({(told.case_id, told.signature)})

    async def move(self, old_id: str, told: Sequence[Told]) -> None:
        await move(self._transaction, old_id, told)

    def request(self, notice: NoticeWanted) -> None:
        self._transaction.publish(notice_event(notice), notice.cause)

    def remind(self, reminder: ReminderWanted) -> None:
        self._transaction.publish(reminder_event(reminder), Cause(reminder.case.id, None))

    def hand_over(self, handover: HandoverWanted) -> None:
        self._transaction.publish(handover_event(handover), Cause(handover.case.id, None))

    async def proofs(self, ids: Sequence[str]) -> dict[str, Proof]:
        rows = self._transaction.collection(PROOFS).find({"_id": {"$in": list(ids)}}, session=self._session)
        return {row["_id"]: proof_of(row) async for row in rows}

    async def keep_proofs(self, proofs: Collection[Proof]) -> None:
        writes = [ReplaceOne({"_id": proof.id}, proof_document(proof), upsert=True) for proof in proofs]
        if writes:
            await self._transaction.collection(PROOFS).bulk_write(writes, session=self._session)

    async def keep_stories(self, stories: Sequence[StoryHeard]) -> None:
        await stories_kept.keep(self._transaction, stories)

    async def note_looks(self, looks: Collection[Change]) -> None:
        """On record with the hashes of what was seen; the case itself has not changed."""
        await append(self._transaction, [looked_at(look) for look in looks])

    def revisit(self, proof: Proof, rules: ProofRules, version: int, order: Order) -> None:
        self._transaction.publish(revisit_event(proof, rules, version, order), order.cause)

    async def _write(self, cases: Collection[Case]) -> None:
        writes: list[InsertOne[Document] | ReplaceOne[Document]] = []
        for case in cases:
            expected, row = case.version - len(case.changes), case_document(case)
            writes.append(InsertOne(row) if not expected else ReplaceOne({"_id": case.id, "version": expected}, row))
        result = await self._transaction.collection("cases").bulk_write(writes, session=self._session)
        if result.inserted_count + result.matched_count != len(writes):
            raise Transient("a case was changed by somebody else meanwhile")

    async def _tell(self, told: Collection[Told]) -> None:
        # The case is part of the question: a publication that another case tells is a duplicate key, not overwritten.
        writes = [
            ReplaceOne({"_id": one.publication_id, "case_id": one.case_id}, told_document(one), upsert=True)
            for one in told
        ]
        if writes:
            await self._transaction.collection("told").bulk_write(writes, session=self._session)

    async def _announce(self, cases: Collection[Case]) -> None:
        first: dict[str, list[Told]] = {case.id: [] for case in cases}
        wanted = {"case_id": {"$in": list(first)}, "number": {"$lte": STATE_PUBLICATIONS}}
        rows = self._transaction.collection("told").find(wanted, session=self._session)
        async for row in rows.sort([("case_id", ASCENDING), ("number", ASCENDING)]):
            first[row["case_id"]].append(told_of(row))
        for case in cases:
            for change in case.changes:
                self._transaction.publish(change_event(case, change), change.cause)
            self._transaction.publish(state_event(case, first[case.id]), case.changes[-1].cause)

    async def _index(self, texts: AbstractSet[tuple[str, str]]) -> None:
        """Make the texts findable by their bands. Two copies arriving at once collide here, and one comes again."""
        # Once per text and case: hundreds of equal copies would rewrite the same bands beyond what a transaction holds.
        fresh = texts - self._indexed
        members: dict[str, list[Document]] = {}
        for case_id, encoded in sorted(fresh):
            for key in bands_of(parse_signature(encoded)):
                members.setdefault(key, []).append({"case": case_id, "signature": encoded})
        updates = pushes(members)
        if updates:
            await self._transaction.collection("bands").bulk_write(updates, ordered=False, session=self._session)
