"""What people have said: these two are one story, those two are not. No score comes before it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from classify.grouping.item import Id

BRIDGES = 5
"""Of each side to which all of the other are joined: one would do, if it were sure to be known here."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """One word of people's: these belong to the others, or they do not. It was said `at` that time."""

    id: str
    at: datetime
    publications: tuple[str, ...]
    others: tuple[str, ...]
    together: bool


class Rulings:
    """The latest word on each pair holds. Whoever puts together wins over who keeps apart by way of others."""

    def __init__(self) -> None:
        self._together: dict[Id, set[Id]] = {}
        self._apart: dict[Id, set[Id]] = {}

    def together(self, one: Id, other: Id) -> None:
        self._say(self._together, self._apart, one, other)

    def apart(self, one: Id, other: Id) -> None:
        self._say(self._apart, self._together, one, other)

    def with_(self, publication: Id) -> frozenset[Id]:
        return frozenset(self._together.get(publication, ()))

    def against(self, publications: Iterable[Id]) -> frozenset[Id]:
        """Those that must not be in one story with any of these."""
        return frozenset().union(*(self._apart.get(publication, ()) for publication in publications))

    @property
    def parting(self) -> bool:
        """Whether anything is to be kept apart."""
        return bool(self._apart)

    def _say(self, here: dict[Id, set[Id]], there: dict[Id, set[Id]], one: Id, other: Id) -> None:
        if one == other:
            return
        for first, second in ((one, other), (other, one)):
            here.setdefault(first, set()).add(second)
            there.get(first, set()).discard(second)


def rulings_of(spoken: Iterable[Ruling]) -> Rulings:
    """In the order in which people spoke, in whatever order it came here."""
    rulings = Rulings()
    for word in sorted(spoken, key=lambda one: (one.at, one.id)):
        for number, one in enumerate(word.publications):
            for place, other in enumerate(word.others):
                if not word.together:
                    rulings.apart(one, other)
                elif min(number, place) < BRIDGES:
                    rulings.together(one, other)
    return rulings
