"""Open cases in Mongo, and their publications' share of it: `case_id` and `tight` in the row of each."""

from collections.abc import Sequence
from datetime import datetime

from ingest.addresses import may_be_visited
from ingest.following.case import CaseHeard, Joined
from shared.store.client import Index
from shared.store.driver import ASCENDING, Collection, Document, IndexModel, UpdateOne
from shared.store.unit_of_work import Transaction

CASES = "cases"
CASE_INDEXES = (
    Index(
        "publications",
        IndexModel([("case_id", ASCENDING)], partialFilterExpression={"case_id": {"$type": "string"}}),
    ),
)


class FollowingWork:
    """One transaction (port: ingest.following.ports.Work)."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._session = transaction.session

    @property
    def fresh(self) -> frozenset[str]:
        return self._transaction.fresh

    async def heard(self, cases: Sequence[CaseHeard], soon: datetime) -> None:
        """An older word about a case changes nothing; versions of different cases do not compare. All words are written
        down before anything moves by them."""
        newest = {case.case_id: case for case in sorted(cases, key=lambda one: one.version)}
        for case in [one for one in newest.values() if await self._write_down(one)]:
            await self._move({"case_id": case.case_id}, case.case_id, soon)
            await self._move({"_id": {"$in": list(case.publications)}}, case.case_id, soon)

    async def joined(self, joined: Sequence[Joined], soon: datetime) -> None:
        for case_id in sorted({one.case_id for one in joined}):
            ids = [one.publication_id for one in joined if one.case_id == case_id]
            await self._move({"_id": {"$in": ids}}, case_id, soon)

    async def _write_down(self, case: CaseHeard) -> bool:
        """Whether it is news."""
        known = await self._case(case.case_id)
        if known and known["version"] >= case.version:
            return False
        row = {"version": case.version, "open": case.open, "merged_into": case.merged_into}
        await self._cases().update_one({"_id": case.case_id}, {"$set": row}, upsert=True, session=self._session)
        return True

    async def _move(self, which: Document, case_id: str, soon: datetime) -> None:
        """Into the case, or the one that it was merged into; a case that nothing was heard of yet has just opened."""
        case_id, case = await self._last(case_id)
        tight = bool(case is None or case["open"])
        publications = self._transaction.collection("publications")
        rows = publications.find(which, {"revisit_at": 1, "tight": 1, "address": 1}, session=self._session)
        writes = [_followed(row, case_id, soon, tight=tight) async for row in rows]
        if writes:
            await publications.bulk_write(writes, ordered=False, session=self._session)

    async def _last(self, case_id: str) -> tuple[str, Document | None]:
        """Where the mergers lead. While the word that one was undone is still on its way they may lead in a circle: the
        last of it then, until that word comes."""
        case, seen = await self._case(case_id), {case_id}
        while case and (into := case["merged_into"]) and into not in seen and (other := await self._case(into)):
            case_id, case = into, other
            seen.add(into)
        return case_id, case

    async def _case(self, case_id: str) -> Document | None:
        return await self._cases().find_one({"_id": case_id}, session=self._session)

    def _cases(self) -> Collection:
        return self._transaction.collection(CASES)


def _followed(row: Document, case_id: str, soon: datetime, *, tight: bool) -> UpdateOne:
    """What begins to be followed is looked at soon, also what was looked at no more; the rest keeps its time."""
    fields: Document = {"case_id": case_id, "tight": tight}
    due = row["revisit_at"]
    if tight and not row.get("tight") and may_be_visited(row["address"]) and (due is None or due > soon):
        fields["revisit_at"] = soon
    return UpdateOne({"_id": row["_id"]}, {"$set": fields})
