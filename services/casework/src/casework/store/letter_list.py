"""The letters of all cases and reports as people look for them: narrowed, with what is left of their time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from casework.access.policy import Scope
from casework.correspondence.filed import KIND_TITLES
from casework.domain.clockwork import VERIFY
from casework.domain.wording import words_of
from casework.letters.kinds import Kind
from casework.letters.steps import State
from casework.store.asking import asking
from casework.store.letters import LETTERS
from casework.store.reports import REPORTS
from casework.store.scoping import within
from shared.store.client import Index, Store
from shared.store.driver import DESCENDING, IndexModel

Row = dict[str, Any]
Due = Literal["overdue", "soon", "later", "none"]
SOON = timedelta(days=3)
ROWS = 50
LOOKED_AT = 2_000
"""The newest letters that are looked through: some years of a federation. Who asks for older ones names their case."""
WAITING: frozenset[State] = frozenset({"issued", "received"})
"""States in which the other side owes something."""
LETTER_LIST_INDEXES = (Index(LETTERS, IndexModel([("way.facts.0.at", DESCENDING)])),)
TOLD = {name: 1 for name in ("kind", "state", "case_id", "request_id", "printed.to", "printed.symbol", "way.number")}


@dataclass(frozen=True, slots=True)
class Asked:
    state: State | None = None
    kind: Kind | None = None
    recipient: str = ""
    number: str = ""
    due: Due | None = None

    @property
    def narrowed(self) -> bool:
        return self != Asked()


@dataclass(frozen=True, slots=True)
class Line:
    """One letter; `due_at`: until when its recipient owes something, None if nothing runs."""

    id: str
    kind: Kind
    state: State
    number: str
    to: tuple[str, ...]
    home: str
    title: str
    begun_at: datetime
    last_at: datetime
    due_at: datetime | None


class LetterList:
    """Raises Transient when MongoDB is away."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def find(self, scope: Scope, asked: Asked, now: datetime) -> Sequence[Line]:
        """The last begun first, of those that may be seen."""
        wanted = {name: value for name, value in (("state", asked.state), ("kind", asked.kind)) if value}
        shown = TOLD | {"way.facts.at": 1}
        with asking():
            letters = self._store.collection(LETTERS)
            found = letters.find(wanted, shown).sort("way.facts.0.at", DESCENDING).limit(LOOKED_AT)
            rows = [row async for row in found if _named(row, asked)]
            homes = await self._homes(scope, rows)
        lines = [_line(row, homes[row["case_id"]]) for row in rows if row["case_id"] in homes]
        return [one for one in lines if asked.due is None or _left(one, now) == asked.due]

    async def _homes(self, scope: Scope, rows: Sequence[Row]) -> Mapping[str, Row]:
        """The cases and reports behind them that may be seen."""
        ids = sorted({row["case_id"] for row in rows})
        asked = {"$and": [within(scope), {"_id": {"$in": ids}}]}
        told = {
            "title": 1,
            "clocks.about": 1,
            "clocks.rule_id": 1,
            "clocks.state": 1,
            "clocks.due_at": 1,
            "unit.name": 1,
        }
        homes: dict[str, Row] = {}
        for name in ("cases", REPORTS) if ids else ():
            async for row in self._store.collection(name).find(asked, told):
                homes[row["_id"]] = row
        return homes


def _named(row: Row, asked: Asked) -> bool:
    numbered = f"{number['number']:02d}/{row['printed']['symbol']}" if (number := row["way"]["number"]) else ""
    told = set(words_of(*row["printed"]["to"]))
    return set(words_of(asked.recipient)) <= told and asked.number.strip().casefold() in numbered.casefold()


def _line(row: Row, home: Row) -> Line:
    facts, number = row["way"]["facts"], row["way"]["number"]
    return Line(
        row["_id"],
        row["kind"],
        row["state"],
        f"{number['number']:02d}/{row['printed']['symbol']}" if number else "",
        tuple(row["printed"]["to"]),
        row["case_id"],
        home.get("title") or f"{KIND_TITLES['report']} của {home['unit']['name']}",
        facts[0]["at"],
        facts[-1]["at"],
        _due(row, home.get("clocks", ())),
    )


def _due(row: Row, clocks: Sequence[Row]) -> datetime | None:
    if row["state"] not in WAITING:
        return None
    about = row.get("request_id") or ""
    running = [one for one in clocks if one["about"] == about and one["state"] in ("running", "overdue")]
    return min(
        (one["due_at"] for one in running if one["due_at"] and (about or one["rule_id"] == VERIFY)), default=None
    )


def _left(line: Line, now: datetime) -> Due:
    if line.due_at is None:
        return "none"
    return "overdue" if line.due_at <= now else "soon" if line.due_at <= now + SOON else "later"
