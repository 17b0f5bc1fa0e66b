"""What a form offers to choose from: words that are fixed, parts of the case, its publications, units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from casework.access.roles import Level
from casework.domain.directory import PROVINCIAL, UNIT, Body, Directory
from casework.domain.life import commands as c
from casework.domain.life.life import Life
from casework.domain.life.offering import ABOUT, Part
from casework.domain.life.parts import Action, Link
from casework.domain.life.splitting import tied
from casework.domain.life.stages import OUTCOME_NAMES, VERDICT_NAMES
from casework.http.words import WORDS, say

Option = tuple[str, str]
LONGEST = 90

FIXED: Mapping[str, Sequence[Option]] = {
    "verdict": [(code, name.capitalize()) for code, name in VERDICT_NAMES.items()],
    "outcome": [(code, name.capitalize()) for code, name in OUTCOME_NAMES.items()],
    "level": [(level.value, say(f"level-{level}")) for level in Level],
    **{
        kind: [(code.removeprefix(f"{kind}-"), name) for code, name in WORDS.items() if code.startswith(f"{kind}-")]
        for kind in ("track", "medium")
    },
}


@dataclass(frozen=True, slots=True)
class Choices:
    """`asked`: the publications behind the requests; `publications`: those for which one could be made."""

    life: Life
    unit_id: str
    asked: Mapping[str, Any] = field(default_factory=dict)
    publications: Sequence[Mapping[str, Any]] = ()
    units: Sequence[Option] = ()
    case_id: str = ""
    proposals: Sequence[Mapping[str, Any]] = ()

    def of(self, kind: type[c.Command], name: str) -> Sequence[Option] | None:
        """None: it is not chosen but written."""
        if name in ("id", "case_id") and kind in ABOUT:
            return [self._part(one) for one in ABOUT[kind](self.life)]
        if name == "publication_id":
            return [(row["_id"], _of_outlet(row)) for row in self.publications]
        if name == "publication_ids":
            staying = {request.publication_id for request in tied(self.life)}
            own = [row for row in self.publications if row["case_id"] == self.case_id and row["_id"] not in staying]
            return [(row["_id"], _of_outlet(row)) for row in own]
        if name == "unit_id":
            return self._units()
        options = FIXED.get(name)
        return [one for one in options if one[0] != self.life.level] if options and name == "level" else options

    def _units(self) -> Sequence[Option]:
        """What is proposed stands first, with what speaks for it."""
        whys = {one["unit_id"]: one["why"] for one in self.proposals}
        others = [unit for unit in self.units if unit[0] != self.unit_id]
        told = [(code, f"{name}: {whys[code]}" if code in whys else name) for code, name in others]
        places = {code: place for place, code in enumerate(whys)}
        return sorted(told, key=lambda unit: places.get(unit[0], len(places)))

    def _part(self, part: Part) -> Option:
        if isinstance(part, Action):
            return part.id, _short(part.title)
        if isinstance(part, Link):
            return part.case_id, _short(part.why)
        row = self.asked.get(part.publication_id)
        return part.id, f"{say(f'track-{part.track}')}: {_of_outlet(row) if row else part.publication_id}"


def units_of(directory: Directory, day: date) -> list[Option]:
    """Those that a case can be given to on that day, with the sectors that are theirs wherever they lie."""
    found = [body for body in directory if (body.is_a(UNIT) or body.is_a(PROVINCIAL)) and body.exists_on(day)]
    return sorted(((body.id, _with_sectors(body)) for body in found), key=lambda option: option[1])


def _with_sectors(body: Body) -> str:
    return f"{body.name} ({', '.join(sorted(body.sectors))})" if body.sectors else body.name


def _of_outlet(row: Mapping[str, Any]) -> str:
    return _short(f"{row['outlet_name']}, “{row['title']}”")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
