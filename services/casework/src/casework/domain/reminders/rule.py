"""One row that says who is told, and how long before a due time or after it."""

from dataclasses import dataclass

from casework.domain.clocks.vocabulary import Force, Mark
from casework.domain.reminders.vocabulary import STEP_NAMES, Audience, Kind, Step, When


@dataclass(frozen=True, slots=True)
class ReminderRule:
    """`clock` and `part` name the deadline. An urgent one is told at night and on days off too."""

    id: str
    clock: str
    when: When
    unit: Step
    to: tuple[Audience, ...]
    kind: Kind
    basis: str
    force: Force
    mark: Mark
    part: str = ""
    quantity: int = 0
    urgent: bool = False
    note: str = ""

    @property
    def distance(self) -> str:
        """In words: from the due time."""
        if self.quantity:
            return f"{'trước' if self.when == 'before' else 'sau'} hạn {self.quantity} {STEP_NAMES[self.unit]}"
        return "sáng ngày hết hạn" if self.when == "before" else "ngay khi hết hạn"
