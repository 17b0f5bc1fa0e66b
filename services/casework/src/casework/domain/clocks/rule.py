"""One row of law or internal policy that sets a time."""

from dataclasses import dataclass
from datetime import date

from casework.domain.clocks.vocabulary import Force, Mark, Party, Start, Unit


@dataclass(frozen=True, slots=True)
class Rule:
    """`media` empty: any medium. `part` tells apart the duties of one rule: an answer and a publication."""

    id: str
    title: str
    basis: str
    owed_by: Party
    force: Force
    mark: Mark
    unit: Unit
    starts: Start
    part: str = ""
    media: frozenset[str] = frozenset()
    quantity: int = 0
    """Of the unit; 0 where it has none."""
    valid_from: date | None = None
    valid_to: date | None = None
    before: bool = False
    """The time runs backwards from its start: a notice before a press conference."""
    ends: tuple[tuple[int, int], ...] = ()
    """Month and day on which each window of a `period` ends."""
    keep_days: int | None = None
    keep_mark: Mark | None = None
    note: str = ""

    def covers(self, medium: str, day: date) -> bool:
        return (not self.media or medium in self.media) and self.valid_on(day)

    def valid_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    @property
    def label(self) -> str:
        """For messages about the row."""
        return f"{self.id}{f' ({self.part})' if self.part else ''} [{self.span}]"

    @property
    def span(self) -> str:
        """Its first and last day."""
        return " – ".join(f"{day:%d/%m/%Y}" if day else "…" for day in (self.valid_from, self.valid_to))
