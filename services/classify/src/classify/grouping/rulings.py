"""What people have said: these two are one story, those two are not. No score comes before it."""

from collections.abc import Iterable

from classify.grouping.item import Id


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
