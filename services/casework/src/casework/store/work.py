"""One transaction of casework (port: casework.ports.Work)."""

from collections.abc import Mapping, Sequence

from casework.domain.case import Case, Sighting
from casework.domain.matching import Signature, bands_of, parse_signature
from casework.outgoing import change_event, notice_event, state_event
from casework.ports import NoticeWanted, PublicationChange
from casework.store.documents import (
    case_document,
    case_of,
    change_document,
    journey_documents,
    sighting_document,
)
from shared.cause import Cause
from shared.failures import Transient
from shared.store.driver import Document, InsertOne, ReplaceOne, UpdateOne
from shared.store.unit_of_work import Transaction

MEMBERS_PER_BAND = 50
"""A band that half the press shares (a boilerplate text) must not grow without end."""


class CaseworkWork:
    """Reads within the transaction's snapshot; a write that somebody overtook raises Transient."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._session = transaction.session

    @property
    def fresh(self) -> frozenset[str]:
        return self._transaction.fresh

    async def see(self, sightings: Sequence[Sighting]) -> None:
        if sightings:
            rows = [sighting_document(sighting) for sighting in sightings]
            await self._transaction.collection("sightings").insert_many(rows, session=self._session)

    async def alike(self, signatures: Sequence[Signature]) -> list[tuple[str, Signature]]:
        """Cases with a publication that shares a band with one of these, and that publication's signature."""
        keys = {key for signature in signatures for key in bands_of(signature)}
        rows = self._transaction.collection("bands").find({"_id": {"$in": list(keys)}}, session=self._session)
        found = {(member["case"], member["signature"]) async for row in rows for member in row["members"]}
        return [(case_id, parse_signature(encoded)) for case_id, encoded in sorted(found)]

    async def load(self, case_ids: Sequence[str]) -> dict[str, Case]:
        rows = self._transaction.collection("cases").find({"_id": {"$in": list(set(case_ids))}}, session=self._session)
        return {row["_id"]: case_of(row) async for row in rows}

    async def lock(self, publication_ids: Sequence[str]) -> None:
        """An assessment and a change of one publication, handled at once by two replicas, must not miss each other:
        both write this document, so one of them comes again and sees the other's effect."""
        writes = [UpdateOne({"_id": id_}, {"$inc": {"times": 1}}, upsert=True) for id_ in sorted(set(publication_ids))]
        if writes:
            await self._transaction.collection("publication_locks").bulk_write(writes, session=self._session)

    async def cases_telling(self, publication_ids: Sequence[str]) -> dict[str, str]:
        """publication id → case id, for those that are already in a case."""
        wanted = {"told.publication_id": {"$in": list(publication_ids)}}
        rows = self._transaction.collection("cases").find(wanted, {"told.publication_id": 1}, session=self._session)
        return {told["publication_id"]: row["_id"] async for row in rows for told in row["told"]}

    async def remember_changes(self, changes: Sequence[PublicationChange]) -> None:
        rows: list[Document] = [
            {
                "_id": change.message_id,
                "publication_id": change.publication_id,
                "change": change.change,
                "seen_at": change.seen_at,
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
            )
            async for row in rows.sort("seen_at")
        ]

    async def save(self, cases: Mapping[str, Case], told: Mapping[str, list[Sighting]]) -> None:
        """Write the changed cases with their timelines, and announce every change. Raises Transient on conflict."""
        if not cases:
            return
        await self._write([case for case in cases.values() if case.changes])
        await self._index(told)
        timeline = [change_document(change) for case in cases.values() for change in case.changes]
        timeline += [row for id_, sightings in told.items() for s in sightings for row in journey_documents(id_, s)]
        if timeline:
            await self._transaction.collection("timeline").insert_many(timeline, session=self._session)
        for case in cases.values():
            for change in case.changes:
                self._transaction.publish(change_event(change), change.cause)
            if case.changes:
                last = case.changes[-1]
                self._transaction.publish(state_event(case, last.cause, last.at), last.cause)

    def request(self, notice: NoticeWanted) -> None:
        self._transaction.publish(notice_event(notice), notice.sighting.cause)

    async def _write(self, cases: Sequence[Case]) -> None:
        writes: list[InsertOne[Document] | ReplaceOne[Document]] = []
        for case in cases:
            expected, row = case.version - len(case.changes), case_document(case)
            writes.append(InsertOne(row) if not expected else ReplaceOne({"_id": case.id, "version": expected}, row))
        if not writes:
            return
        result = await self._transaction.collection("cases").bulk_write(writes, session=self._session)
        if result.inserted_count + result.matched_count != len(writes):
            raise Transient("a case was changed by somebody else meanwhile")

    async def _index(self, told: Mapping[str, list[Sighting]]) -> None:
        """Make the texts findable by their bands. Two copies arriving at once collide here, and one comes again."""
        updates = [
            UpdateOne(
                {"_id": key}, {"$push": {"members": {"$each": [member], "$slice": -MEMBERS_PER_BAND}}}, upsert=True
            )
            for case_id, sightings in told.items()
            for sighting in sightings
            for member in [{"case": case_id, "signature": sighting.encoded_signature}]
            for key in bands_of(sighting.signature)
        ]
        if updates:
            await self._transaction.collection("bands").bulk_write(updates, ordered=False, session=self._session)
