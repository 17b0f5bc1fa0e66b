"""Which unit verifies a case: certain, or open for a person to choose, with what speaks for each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from casework.domain.communes import Commune
from casework.domain.directory import Body, Directory, UnknownUnit

Question = Literal["", "unknown", "several"]
"""Empty: certain. Nothing speaks for any unit, or as much for one as for another."""
MOST = 6
"""Proposals of one case; whoever wants another unit finds it in the list of all."""


@dataclass(frozen=True, slots=True)
class Clues:
    """What a publication says about who answers. `units`: as the machine that read it says, the first one first."""

    places: Sequence[Commune] = ()
    text: str = ""
    units: Sequence[str] = ()


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
    for say in (_named, _of_sectors, _of_places):
        units: dict[str, tuple[Body, str]] = {}
        for unit, why in say(directory, day, clues):
            units.setdefault(unit.id, (unit, why))
        if len(units) == 1:
            return Choice(next(iter(units.values()))[0])
        if units:
            proposals = [Proposal(unit.id, unit.name, why) for unit, why in units.values()]
            return Choice(directory.provincial(day), "several", tuple(proposals[:MOST]))
    if any(place.code for place in clues.places):
        return Choice(directory.provincial(day))
    return Choice(directory.provincial(day), "unknown")


def _named(directory: Directory, day: date, clues: Clues) -> Iterator[tuple[Body, str]]:
    for unit_id in clues.units:
        try:
            yield directory.unit(unit_id, day), "máy nêu đơn vị này trước tiên"
        except UnknownUnit:
            continue
        else:
            return


def _of_sectors(directory: Directory, day: date, clues: Clues) -> Iterator[tuple[Body, str]]:
    for unit, sector in directory.of_sectors_in(clues.text, day):
        yield unit, f"bài nhắc “{sector}”, thuộc phần việc của đơn vị"


def _of_places(directory: Directory, day: date, clues: Clues) -> Iterator[tuple[Body, str]]:
    for place in clues.places:
        if unit := directory.of_place(place.code or place.name, day):
            yield unit, f"{place.name} thuộc địa bàn của đơn vị"
