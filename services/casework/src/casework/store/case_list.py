"""The list of cases as people ask for it: narrowed, sorted, page by page, counted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from casework.access.policy import Scope
from casework.domain.wording import words_of
from casework.store.asking import asking
from casework.store.case_pages import Filters
from casework.store.scoping import within
from shared.store.client import Index, Store
from shared.store.driver import ASCENDING, DESCENDING, IndexModel

Row = dict[str, Any]
Due = Literal["overdue", "soon", "later"]
Order = Literal["newest", "due"]

SOON = timedelta(days=3)
"""How far ahead "soon" looks: for the eye only, no time limit of anything."""
ROWS = 50
COUNTED = 10_000
"""Beyond this a number is "more than": counting walks an index."""
COUNTED_BY_TEXT = 500
"""Each case that has the words is read for it."""
EPOCH, MILLI = datetime(1970, 1, 1, tzinfo=UTC), timedelta(milliseconds=1)
"""MongoDB's own measure of time: no rounding, so that equal moments stay equal."""
NO_FILTERS = Filters()
ID = re.compile(r"[0-9a-f]{8}[0-9a-f-]{0,28}")
CASE_LIST_INDEXES = (
    Index("cases", IndexModel([("status", ASCENDING), ("_id", DESCENDING)])),
    Index("cases", IndexModel([("urgency", ASCENDING), ("_id", DESCENDING)])),
    # In the order of the list, so that a page of a word that stands everywhere is not read to its end.
    Index("cases", IndexModel([("words", ASCENDING), ("_id", DESCENDING)])),
    # "date" keeps the cases in which nothing is owed out of it.
    Index(
        "cases",
        IndexModel(
            [("next_due_at", ASCENDING), ("_id", ASCENDING)], partialFilterExpression={"next_due_at": {"$type": "date"}}
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Question:
    """`after`: the place of the last row of the page before, as `Found.next` has it."""

    filters: Filters = NO_FILTERS
    urgency: str | None = None
    due: Due | None = None
    order: Order = "newest"
    after: str | None = None

    @property
    def narrowed(self) -> bool:
        return replace(self, order="newest", after=None) != Question()


@dataclass(frozen=True, slots=True)
class Found:
    """`next`: where the next page begins, None on the last; `total`: of all pages, as far as `counted` and one more."""

    rows: Sequence[Row]
    next: str | None
    total: int
    counted: int = COUNTED


class CaseList:
    """Raises Transient when MongoDB is away."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def find(self, scope: Scope, question: Question, now: datetime) -> Found:
        cases = self._store.collection("cases")
        asked = [within(scope), *_narrowed(question, now)]
        order = [("next_due_at", 1), ("_id", 1)] if question.order == "due" else [("_id", -1)]
        beyond = _beyond(question)
        most = COUNTED_BY_TEXT if question.filters.text else COUNTED
        with asking():
            found = cases.find({"$and": [*asked, *beyond]}).sort(order).limit(ROWS + 1)
            rows = [row async for row in found]
            # What fits on one page needs no second walk.
            fits = not beyond and len(rows) <= ROWS
            total = len(rows) if fits else await self._counted([clause for clause in asked if clause], most + 1)
        shown = rows[:ROWS]
        return Found(shown, _place(shown[-1], question) if len(rows) > ROWS else None, total, most)

    async def _counted(self, clauses: Sequence[Row], most: int) -> int:
        """Where nothing narrows, an index is walked and not the cases."""
        cases = self._store.collection("cases")
        if clauses:
            return await cases.count_documents({"$and": clauses}, limit=most)
        return await cases.count_documents({}, limit=most, hint="_id_")


def _narrowed(question: Question, now: datetime) -> list[Row]:
    filters, text = question.filters, (question.filters.text or "").strip()
    clauses = replace(filters, text=None).wanted()
    if by_id := _id_in(text):
        clauses.append({"_id": by_id})
    elif words := words_of(text):
        clauses.append({"words": {"$all": words}})
    if question.urgency:
        clauses.append({"urgency": question.urgency})
    if question.due:
        clauses.append({"next_due_at": _when(question.due, now)})
    elif question.order == "due":
        clauses.append({"next_due_at": {"$type": "date"}})
    return clauses


def _when(due: Due, now: datetime) -> Row:
    if due == "overdue":
        return {"$lte": now, "$type": "date"}
    return {"$gt": now, "$lte": now + SOON} if due == "soon" else {"$gt": now + SOON}


def _id_in(text: str) -> Row | None:
    """A case's number, its beginning or the address of its page: what colleagues send one another."""
    last = text.split("?")[0].split("#")[0].rstrip("/").rpartition("/")[2].lower()
    return {"$gte": last, "$lt": f"{last}~"} if ID.fullmatch(last) else None


def _place(row: Row, question: Question) -> str:
    if question.order == "newest":
        return str(row["_id"])
    return f"{(row['next_due_at'] - EPOCH) // MILLI}_{row['_id']}"


def _beyond(question: Question) -> list[Row]:
    """Somebody may have written the place: what is none is the beginning."""
    if not question.after:
        return []
    if question.order == "newest":
        return [{"_id": {"$lt": question.after}}]
    millis, _, case_id = question.after.partition("_")
    if not (millis.isascii() and millis.isdigit() and len(millis) < 14):
        return []
    at = EPOCH + int(millis) * MILLI
    return [{"$or": [{"next_due_at": {"$gt": at}}, {"next_due_at": at, "_id": {"$gt": case_id}}]}]
