"""The register of outgoing letters in MongoDB: no gap, no double, whoever asks at the same time.

A number is taken inside the transaction that signs the letter. If that fails, the counter goes back with it; if two
sign at once, both write the series' counter, and one of them comes again.
"""

from datetime import datetime

from casework.letters.refusals import AlreadyVoided
from casework.letters.register import Entry, Voiding, next_entry, year_of
from shared.store.client import Index, Store
from shared.store.driver import ASCENDING, Document, IndexModel, ReturnDocument
from shared.store.unit_of_work import Transaction

COUNTERS, NUMBERS = "letter_counters", "letter_numbers"
NUMBER_INDEXES = (Index(NUMBERS, IndexModel([("letter_id", ASCENDING)], unique=True)),)
"""A letter has one number at most; that a number has one letter at most is said by the `_id`."""


class NoSuchNumber(Exception):
    """The register has no such line."""


class Numbers:
    """Of one transaction. A write that somebody overtook raises Transient at once or at the commit: sign again."""

    def __init__(self, transaction: Transaction) -> None:
        self._entries = transaction.collection(NUMBERS)
        self._counters = transaction.collection(COUNTERS)
        self._session = transaction.session

    async def assign(self, series: str, letter_id: str, by: str, at: datetime) -> Entry:
        """The next number of the series in the year of `at`, or the one that the letter already has."""
        if (row := await self._entries.find_one({"letter_id": letter_id}, session=self._session)) is not None:
            return _entry(row)
        counter = await self._counters.find_one_and_update(
            {"_id": f"{series}:{year_of(at)}"},
            {"$inc": {"last": 1}},
            upsert=True,
            return_document=ReturnDocument.AFTER,
            session=self._session,
        )
        entry = next_entry(counter["last"] - 1, series, letter_id, by, at)
        await self._entries.insert_one(_document(entry), session=self._session)
        return entry

    async def void(self, letter_id: str, reason: str, by: str, at: datetime) -> Entry:
        """Raises NoSuchNumber, AlreadyVoided, NoReason."""
        row = await self._entries.find_one({"letter_id": letter_id}, session=self._session)
        if row is None:
            raise NoSuchNumber(f"Văn bản {letter_id} chưa có số trong sổ đăng ký, nên không có số để hủy.")
        entry = _entry(row).voided(reason, by, at)
        changed = await self._entries.replace_one(
            {"_id": row["_id"], "voiding": None}, _document(entry), session=self._session
        )
        if not changed.matched_count:
            raise AlreadyVoided(f"Số {entry.printed} ({entry.series}, {entry.year}) vừa được người khác hủy.")
        return entry


async def register_of(store: Store, series: str, year: int) -> list[Entry]:
    """The lines of a year, in order: what a clerk would read in the book."""
    line = f"{series}:{year}:"
    rows = store.collection(NUMBERS).find({"_id": {"$gte": line, "$lt": f"{line}~"}}).sort("_id", ASCENDING)
    return [_entry(row) async for row in rows]


def _document(entry: Entry) -> Document:
    voiding = entry.voiding
    return {
        "_id": f"{entry.series}:{entry.year}:{entry.number:06d}",
        "series": entry.series,
        "year": entry.year,
        "number": entry.number,
        "letter_id": entry.letter_id,
        "by": entry.by,
        "at": entry.at,
        "voiding": {"reason": voiding.reason, "by": voiding.by, "at": voiding.at} if voiding else None,
    }


def _entry(row: Document) -> Entry:
    voiding = Voiding(**row["voiding"]) if row["voiding"] else None
    fields = {key: row[key] for key in ("series", "year", "number", "letter_id", "by", "at")}
    return Entry(**fields, voiding=voiding)
