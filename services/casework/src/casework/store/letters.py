"""Letters in MongoDB, and the bytes that were signed (port: casework.correspondence.ports.LetterWork).

Signed bytes are one bounded document each in the sister database, where the service may add and read but change
nothing (decision 0010): GridFS takes no part in transactions, and a number without its letter must not exist.
"""

from collections.abc import Sequence
from datetime import datetime

from casework.correspondence.filed import Filed
from casework.domain.case import Case, Told
from casework.letters.register import Entry
from casework.store.audit import SISTER
from casework.store.documents import told_of
from casework.store.letter_documents import letter_document, letter_of
from casework.store.numbers import Numbers
from casework.store.reports import MongoReportWork
from shared.failures import Transient
from shared.store.client import Index
from shared.store.driver import ASCENDING, DESCENDING, Binary, IndexModel

LETTERS, SIGNED = "letters", "signed_letters"
LETTER_INDEXES = (
    Index(LETTERS, IndexModel([("case_id", ASCENDING), ("place", ASCENDING)], unique=True)),
    Index(SIGNED, IndexModel([("case_id", ASCENDING)]), SISTER),
)


class MongoLetterWork(MongoReportWork):
    """Cases, reports and their letters in one transaction."""

    async def letter(self, letter_id: str) -> Filed | None:
        row = await self._transaction.collection(LETTERS).find_one({"_id": letter_id}, session=self._session)
        return letter_of(row) if row else None

    async def letters_of(self, case_id: str) -> list[Filed]:
        rows = self._transaction.collection(LETTERS).find({"case_id": case_id}, session=self._session)
        return [letter_of(row) async for row in rows.sort("place", ASCENDING)]

    async def put(self, letter: Filed) -> None:
        row, letters = letter_document(letter), self._transaction.collection(LETTERS)
        if letter.version == 1:
            await letters.insert_one(row, session=self._session)
            return
        before = {"_id": letter.id, "version": letter.version - 1}
        replaced = await letters.replace_one(before, row, session=self._session)
        if not replaced.matched_count:
            raise Transient("a letter was changed by somebody else meanwhile")

    async def assign(self, series: str, letter_id: str, by: str, at: datetime) -> Entry:
        return await Numbers(self._transaction).assign(series, letter_id, by, at)

    async def void(self, letter_id: str, reason: str, by: str, at: datetime) -> Entry:
        return await Numbers(self._transaction).void(letter_id, reason, by, at)

    async def keep(self, letter: Filed, sha256: str, content: bytes) -> None:
        row = {"_id": letter.id, "case_id": letter.home, "sha256": sha256, "content": Binary(content)}
        await self._transaction.collection(SIGNED, SISTER).insert_one(row, session=self._session)

    async def first_told(self, case: Case, limit: int) -> Sequence[Told]:
        homes = {"case_id": {"$in": [case.id, *case.life.absorbed]}}
        rows = self._transaction.collection("told").find(homes, session=self._session)
        return [told_of(row) async for row in rows.sort([("case_id", ASCENDING), ("number", ASCENDING)]).limit(limit)]

    async def lead_of(self, publication_id: str) -> str:
        rows = self._transaction.collection("sightings").find(
            {"publication_id": publication_id}, {"lead": 1}, session=self._session
        )
        found = await rows.sort("_id", DESCENDING).limit(1).to_list(1)
        return str(found[0].get("lead", "")) if found else ""
