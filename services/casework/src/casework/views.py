"""The read side for the console: its own queries, no domain objects. Whatever the case, a page costs the same."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from casework.access.policy import Scope
from casework.access.who import Who
from casework.correspondence.drafting import MOST_LETTERS
from casework.correspondence.filed import Filed
from casework.domain.life.refusals import NoSuchCase
from casework.proof_views import ProofView, ProofViews
from casework.store.asking import asking
from casework.store.case_list import COUNTED, CaseList, Found, Question
from casework.store.documents import JOURNEY
from casework.store.letter_pages import LetterPages
from casework.store.people import People
from casework.store.scoping import sees_everything, within
from casework.store.waiting import Group, Waiting
from casework.story_views import Relative, StoryViews
from shared.store.client import Store

TOLD, LINES = 50, 100
"""Rows of one page: of a case's publications, of its timeline."""
CHOICES = 200
"""Publications that a form offers to choose from."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows `first` to `last` of `total`, counted from 1; where the neighbouring stretches begin, if there are any."""

    rows: Sequence[Row]
    first: int
    total: int
    size: int

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1

    @property
    def before(self) -> int | None:
        return max(1, self.first - self.size) if self.first > 1 else None

    @property
    def after(self) -> int | None:
        return self.last + 1 if self.rows and self.last < self.total else None


@dataclass(frozen=True, slots=True)
class CasePage:
    """One case, and a stretch each of its publications (in the order they joined) and its timeline (oldest first)."""

    case: Row
    told: Stretch
    timeline: Stretch
    asked: Mapping[str, Row] = field(default_factory=dict)
    """By id, the publications for which something is asked of their outlets."""
    proofs: Sequence[ProofView] = ()
    people: Mapping[str, str] = field(default_factory=dict)
    """Display names by account, of who acted in what is shown."""
    relatives: Sequence[Relative] = ()
    """What else may tell the same."""
    letters: Sequence[Filed] = ()


class Views:
    """What the pages show. Raises Transient when MongoDB is away."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._proofs = ProofViews(store)
        self._stories = StoryViews(store)
        self._letters = LetterPages(store)
        self._named_people = People(store)
        self._list = CaseList(store)
        self._waiting = Waiting(store)

    async def cases(self, scope: Scope, question: Question, now: datetime) -> Found:
        return await self._list.find(scope, question, now)

    async def waiting(self, who: Who, scope: Scope, whole: str = "") -> Sequence[Group]:
        """What waits for somebody, in groups; of the one named `whole` more than the first rows."""
        return await self._waiting.for_(who, scope, whole)

    async def case(self, scope: Scope, case_id: str, first_told: int = 1, first_line: int = 1) -> CasePage:
        """Raises NoSuchCase, also for one that is not to be seen: that there is one would be told otherwise."""
        with asking():
            row = await self._store.collection("cases").find_one(within(scope) | {"_id": case_id})
            if row is None:
                raise NoSuchCase("Không có vụ việc này.")
            told, timeline = await self._told(row, first_told), await self._timeline(case_id, first_line)
            asked = {one["publication_id"] for one in row["life"]["requests"]}
            letters = await self._letters.of_case(case_id, 0, MOST_LETTERS)
            people = await self._people(row, timeline.rows, letters)
            proofs, relatives = await self._proofs.of(row), await self._stories.of(scope, row)
            return CasePage(row, told, timeline, await self._named(asked), proofs, people, relatives, letters)

    async def publications(self, case: Row) -> Sequence[Row]:
        """Those for which something can be asked of an outlet: of the case, and of what was merged into it."""
        homes = [case["_id"], *case["life"]["absorbed"]]
        with asking():
            rows = self._store.collection("told").find({"case_id": {"$in": homes}}).limit(CHOICES)
            return [row async for row in rows.sort([("case_id", 1), ("number", 1)])]

    async def since(self, case_id: str, version: int) -> Sequence[Row]:
        """What has happened to a case after that version of it; nothing of the journeys of its publications."""
        wanted = {"case_id": case_id, "step": {"$gt": len(JOURNEY) + version}}
        with asking():
            rows = self._store.collection("timeline").find(wanted).sort("step", 1).limit(LINES)
            return [row async for row in rows]

    async def _people(self, case: Row, lines: Sequence[Row], letters: Sequence[Filed]) -> Mapping[str, str]:
        life, conclusion = case["life"], case["life"]["conclusion"]
        concluded = [one for one in (conclusion, *life["earlier"]) if one]
        names = {one[by] for one in concluded for by in ("proposed_by", "approved_by") if one[by]}
        names |= {one["by"] for one in life["findings"]} | {line["actor"] for line in lines}
        return await self._named_people.names(names | {one.letter.facts[-1].actor for one in letters})

    async def _named(self, ids: Collection[str]) -> Mapping[str, Row]:
        if not ids:
            return {}
        rows = self._store.collection("told").find({"_id": {"$in": sorted(ids)}})
        return {row["_id"]: row async for row in rows}

    async def _told(self, case: Row, wanted: int) -> Stretch:
        first = _within(wanted, case["told_count"])
        numbers = {"$gte": first, "$lt": first + TOLD}
        rows = self._store.collection("told").find({"case_id": case["_id"], "number": numbers}).sort("number", 1)
        return Stretch([row async for row in rows], first, case["told_count"], TOLD)

    async def _timeline(self, case_id: str, wanted: int) -> Stretch:
        lines = self._store.collection("timeline")
        total = await lines.count_documents({"case_id": case_id})
        first = _within(wanted, total)
        rows = lines.find({"case_id": case_id}).sort([("at", 1), ("step", 1)]).skip(first - 1).limit(LINES)
        return Stretch([row async for row in rows], first, total, LINES)

    async def totals(self, scope: Scope) -> Row:
        """Figures of the first page. The estimates come from metadata, so they cost nothing on a full database."""
        with asking():
            seen = await self._store.collection("sightings").estimated_document_count()
            cases = await self._cases(scope)
            waiting = {"relevant": "unsure", "judged": {"$exists": False}}
            unsure = await self._store.collection("sightings").count_documents(waiting, limit=COUNTED + 1)
        return {"seen": seen, "cases": cases, "unsure": unsure}

    async def _cases(self, scope: Scope) -> int:
        if sees_everything(scope):
            return await self._store.collection("cases").estimated_document_count()
        return await self._store.collection("cases").count_documents(within(scope))


def _within(first: int, total: int) -> int:
    return max(1, min(first, total))
