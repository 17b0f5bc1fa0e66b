"""A union that may have to answer, and what leads to it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

Why = Literal["employer", "sector", "place", "province"]


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


class Answer(NamedTuple):
    """One union, and what of the publication leads to it. Not `certain`: another one fits as well, people choose."""

    unit: str
    why: Why
    of: str
    """The employer, sector or place, by its name on the publication's day."""
    certain: bool = True
