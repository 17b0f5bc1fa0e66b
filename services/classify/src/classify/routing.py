"""Which unions answer for a publication: from its places and the directory of a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from classify.judgement import Place

INDUSTRIAL_PARKS = "khu công nghiệp"
"""The sector of the directory whose unit answers for every industrial park, wherever it lies."""

_UNIT_WORDS = ("huyện ", "thị xã ", "thành phố ", "xã ", "phường ", "thị trấn ")


@dataclass(frozen=True, slots=True)
class Unit:
    """A union that may have to answer. Places are codes of communes, or names of districts before 2025-07-01."""

    id: str
    provincial: bool
    places: frozenset[str]
    sectors: frozenset[str] = frozenset()
    valid_from: date | None = None
    valid_to: date | None = None

    def exists_on(self, day: date) -> bool:
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


class Units:
    """The unions of all times; immutable."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units = tuple(units)

    def answering(self, places: Sequence[Place], *, in_park: bool, day: date) -> tuple[str, ...]:
        """The one that has to answer first: the parks', else that of the place that is named most, else the federation.

        After it the unions of the other places. Nobody, when nothing of the province is named.
        """
        living = [unit for unit in self._units if unit.exists_on(day)]
        federation = [unit.id for unit in living if unit.provincial]
        if not places:
            return ()
        found = [unit.id for unit in living if in_park and INDUSTRIAL_PARKS in unit.sectors]
        local = [[unit.id for unit in living if _answers(unit, place)] for place in places]
        found += local[0] or federation
        return tuple(dict.fromkeys([*found, *(identity for one in local[1:] for identity in one)]))


def _answers(unit: Unit, place: Place) -> bool:
    if not place.code:
        return False
    return place.code in unit.places or _bare(place.name) in {_bare(name) for name in unit.places}


def _bare(name: str) -> str:
    """ "huyện Bắc Hà" and "Xã Bắc Hà" have the same: the seat of a district kept its name."""
    lower = name.lower()
    for word in _UNIT_WORDS:
        lower = lower.removeprefix(word)
    return lower
