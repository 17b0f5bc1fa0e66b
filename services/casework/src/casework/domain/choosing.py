"""Which unit verifies a case: certain, or open for a person to choose, with what speaks for each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from casework.domain.communes import Commune
from casework.domain.directory import Body, Directory, UnknownUnit

Question = Literal["", "unknown", "several"]
"""Empty: certain. Nothing speaks for any unit, or as much for one as for another."""
WHYS = {
    "employer": "“{of}” thuộc đơn vị",
    "sector": "bài nhắc “{of}”, thuộc phần việc của đơn vị",
    "place": "{of} thuộc địa bàn của đơn vị",
    "province": "bài nói chung về tỉnh",
}
"""Why classify names a body; a reason that is newer than this is told by what it is of."""
MOST = 6
"""Proposals of one case; whoever wants another unit finds it in the list of all."""


@dataclass(frozen=True, slots=True)
class Clues:
    """What a publication says about who answers. `unit_id` and `answers`: as classify says (domain.case.Sighting)."""

    places: Sequence[Commune] = ()
    text: str = ""
    unit_id: str | None = None
    answers: Sequence[tuple[str, str, str]] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    unit_id: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Choice:
    """`unit` has the case: while `question` is open, the provincial federation."""

    unit: Body
    question: Question = ""
    proposals: tuple[Proposal, ...] = ()


def choose(directory: Directory, day: date, clues: Clues) -> Choice:
    """Who is named by the machine goes before a sector (a park is its own, wherever it lies), that before a place.

    A commune without a union of its own is the federation's, and no rival of one that has. Raises NoProvincialBody.
    """
    left_to_people = clues.unit_id == ""
    for say in (_named, _of_sectors, _of_places):
        units: dict[str, tuple[Body, str]] = {}
        for unit, why in say(directory, day, clues):
            units.setdefault(unit.id, (unit, why))
        if len(units) == 1 and not left_to_people:
            return Choice(next(iter(units.values()))[0])
        if units:
            proposals = [Proposal(unit.id, unit.name, why) for unit, why in units.values()]
            return Choice(directory.provincial(day), "several", tuple(proposals[:MOST]))
    if left_to_people:
        return Choice(directory.provincial(day), "several")
    if any(place.code for place in clues.places):
        return Choice(directory.provincial(day))
    return Choice(directory.provincial(day), "unknown")


def _named(directory: Directory, day: date, clues: Clues) -> Iterator[tuple[Body, str]]:
    """Whom classify is certain of, or all that fit equally; one that has ended or is not known here (yet) is none."""
    named = [(clues.unit_id, "", "")] if clues.unit_id else clues.answers if clues.unit_id == "" else ()
    for unit_id, why, of in named:
        try:
            yield directory.unit(unit_id, day), WHYS.get(why, "{of}").format(of=of)
        except UnknownUnit:
            continue


def _of_sectors(directory: Directory, day: date, clues: Clues) -> Iterator[tuple[Body, str]]:
    for unit, sector in directory.of_sectors_in(clues.text, day):
        yield unit, WHYS["sector"].format(of=sector)


def _of_places(directory: Directory, day: date, clues: Clues) -> Iterator[tuple[Body, str]]:
    for place in clues.places:
        if unit := directory.of_place(place.code or place.name, day):
            yield unit, WHYS["place"].format(of=place.name)
