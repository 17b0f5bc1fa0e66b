"""What an import would change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casework.domain.directory.body import Body
from casework.domain.directory.columns import row_of


@dataclass(frozen=True, slots=True)
class Alteration:
    """One body before and after."""

    before: Body
    after: Body

    @property
    def cells(self) -> dict[str, tuple[str, str]]:
        """By column: those that differ."""
        old, new = row_of(self.before), row_of(self.after)
        return {column: (old[column], new[column]) for column in new if old[column] != new[column]}


@dataclass(frozen=True, slots=True)
class Difference:
    """`absent` are ids that the file does not name: they stay, since a body is ended by a date and never erased."""

    added: tuple[Body, ...]
    altered: tuple[Alteration, ...]
    unchanged: int
    absent: tuple[str, ...]

    @property
    def written(self) -> tuple[Body, ...]:
        return (*self.added, *(one.after for one in self.altered))


def difference(kept: Mapping[str, Body], wanted: Sequence[Body]) -> Difference:
    added = tuple(body for body in wanted if body.id not in kept)
    known = [Alteration(kept[body.id], body) for body in wanted if body.id in kept]
    altered = tuple(one for one in known if one.cells)
    absent = tuple(sorted(kept.keys() - {body.id for body in wanted}))
    return Difference(added, altered, len(known) - len(altered), absent)
