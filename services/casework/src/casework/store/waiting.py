"""What waits for one person: cases and letters whose next step is theirs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from casework.access.policy import Scope
from casework.access.who import Who
from casework.domain.directory import PROVINCIAL
from casework.domain.life.stages import EDITABLE
from casework.domain.roles import Role
from casework.letters.steps import WRITERS
from casework.store.asking import asking
from casework.store.scoping import within
from shared.store.client import Index, Store
from shared.store.driver import ASCENDING, Document, IndexModel

SHOWN, COUNTED = 5, 99
DESK = frozenset({Role.WATCH_OFFICER, Role.LEADER})
UNIT = frozenset({Role.UNIT_OFFICER})
LEADERS = frozenset({Role.LEADER})
WAITING_INDEXES = (
    Index("letters", IndexModel([("state", ASCENDING), ("_id", ASCENDING)])),
    Index("cases", IndexModel([("unit_ended", ASCENDING)], partialFilterExpression={"unit_ended": True})),
    Index("cases", IndexModel([("question", ASCENDING)], partialFilterExpression={"question": {"$type": "string"}})),
)


@dataclass(frozen=True, slots=True)
class Wait:
    """`code` names it for the page; `wanted` is the question for those that wait for `who`."""

    code: str
    roles: frozenset[Role]
    wanted: Callable[[Who], Document]


def _stage(*stages: str, **more: Any) -> Callable[[Who], Document]:
    return lambda _: {"status": {"$in": list(stages)}} | more


def _drafted_by(state: str) -> Callable[[Who], Document]:
    return lambda who: {"state": state, "way.facts.0.actor": who.name}


ASKED = ("verification-requested", "verifying")
CASES: Sequence[Wait] = (
    Wait("triage", DESK, _stage("triage")),
    Wait("unit-ended", DESK, _stage(*sorted(EDITABLE), unit_ended=True)),
    Wait("choose-unit", DESK, _stage(*sorted(EDITABLE), question={"$type": "string", "$in": ["several", "unknown"]})),
    Wait("acknowledge", UNIT, _stage("verification-requested")),
    Wait("verify", UNIT, _stage("verifying")),
    # The federation itself answers for a case that no unit does.
    Wait("verify-own", frozenset({Role.WATCH_OFFICER}), _stage(*ASKED, **{"unit.kind": PROVINCIAL})),
    Wait(
        "approve-conclusion",
        LEADERS,
        lambda who: {"status": "concluding", "life.conclusion.proposed_by": {"$ne": who.name}},
    ),
)
LETTERS: Sequence[Wait] = (
    Wait("approve-letter", LEADERS, lambda who: {"state": "proposed", "way.proposed_by": {"$ne": who.name}}),
    Wait("sign-letter", LEADERS, lambda who: {"state": "approved", "way.signatory": who.name}),
    Wait("returned-letter", WRITERS, _drafted_by("returned")),
    Wait("issue-letter", WRITERS, _drafted_by("signed")),
    Wait("receive-letter", WRITERS, _drafted_by("issued")),
)


@dataclass(frozen=True, slots=True)
class Group:
    """`total` is COUNTED + 1 when there are more; `rows` the first of them: for letters with `case_title`."""

    code: str
    total: int
    rows: Sequence[Document]
    letters: bool = False


class Waiting:
    """Raises Transient when MongoDB is away."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def for_(self, who: Who, scope: Scope, whole: str = "") -> list[Group]:
        """Only groups in which something waits; what is due first stands first. Of `whole`, all that is counted."""
        with asking():
            cases = [await self._cases(wait, who, scope, _most(wait, whole)) for wait in _of(who, CASES)]
            letters = [await self._letters(wait, who, scope, _most(wait, whole)) for wait in _of(who, LETTERS)]
        return [group for group in (*cases, *letters) if group.total]

    async def _cases(self, wait: Wait, who: Who, scope: Scope, most: int) -> Group:
        wanted = {"$and": [within(scope), wait.wanted(who)]}
        told = {"title": 1, "next_due_at": 1, "urgency": 1}
        rows = self._store.collection("cases").find(wanted, told).sort([("next_due_at", 1), ("_id", 1)]).limit(most)
        found = [row async for row in rows]
        total = len(found)
        if total == most:
            total = await self._store.collection("cases").count_documents(wanted, limit=COUNTED + 1)
        return Group(wait.code, total, found)

    async def _letters(self, wait: Wait, who: Who, scope: Scope, most: int) -> Group:
        told = {"case_id": 1, "kind": 1, "printed.to": 1, "version": 1}
        rows = self._store.collection("letters").find(wait.wanted(who), told).sort("_id", 1).limit(COUNTED + 1)
        found = [row async for row in rows]
        wanted = {"$and": [within(scope), {"_id": {"$in": sorted({row["case_id"] for row in found})}}]}
        cases = self._store.collection("cases").find(wanted, {"title": 1})
        titles = {row["_id"]: row["title"] async for row in cases} if found else {}
        seen = [row | {"case_title": titles[row["case_id"]]} for row in found if row["case_id"] in titles]
        return Group(wait.code, len(seen), seen[:most], letters=True)


def _of(who: Who, waits: Sequence[Wait]) -> list[Wait]:
    return [wait for wait in waits if who.role in wait.roles]


def _most(wait: Wait, whole: str) -> int:
    return COUNTED if wait.code == whole else SHOWN
