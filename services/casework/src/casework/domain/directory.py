"""The bodies, and which of them has to verify what is said about a place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation. `places` are the communes it answers for; `mark` says how sure the fact is (V, V2, INF, U)."""

    id: str
    name: str
    kind: str
    address: str
    places: frozenset[str]
    valid_from: date | None = None
    valid_to: date | None = None
    mark: str = "U"

    def exists_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


UNIT, PROVINCIAL = "unit", "provincial"


class NoProvincialBody(Exception):
    """The directory has no provincial federation for that day: add a row of kind 'provincial' to it."""


class UnknownUnit(Exception):
    """No unit of that id exists on that day."""


class Directory:
    """All bodies at once: there are a few dozen."""

    def __init__(self, bodies: Sequence[Body]) -> None:
        self._bodies = tuple(bodies)

    def responsible(self, places: Sequence[str], day: date) -> Body:
        """The unit of the first place that has one, else the provincial federation itself."""
        units = [body for body in self._bodies if body.kind == UNIT and body.exists_on(day)]
        for place in places:
            for unit in units:
                if place in unit.places:
                    return unit
        return self.provincial(day)

    def unit(self, body_id: str, day: date) -> Body:
        """A unit, or the provincial federation. Raises UnknownUnit."""
        for body in self._bodies:
            if body.id == body_id and body.kind in (UNIT, PROVINCIAL) and body.exists_on(day):
                return body
        raise UnknownUnit(
            f"Không có đơn vị “{body_id}” vào ngày {day:%d/%m/%Y}. Chọn trong danh bạ, hoặc bổ sung đơn vị vào danh bạ."
        )

    def provincial(self, day: date) -> Body:
        for body in self._bodies:
            if body.kind == PROVINCIAL and body.exists_on(day):
                return body
        raise NoProvincialBody(f"No provincial federation on {day:%d/%m/%Y} in the directory of bodies.")
