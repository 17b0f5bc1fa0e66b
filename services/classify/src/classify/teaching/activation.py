"""When which model was made to judge."""

from dataclasses import dataclass
from datetime import datetime

SHIPPED = 0
"""The number of the state in which nothing was promoted yet: the model that ships judges."""
THE_SHIPPED = ""
"""Said instead of a version when people go back to it: another release may ship another one."""


@dataclass(frozen=True, slots=True)
class Activation:
    """The `number`-th time that it was said which model judges. `before`: the number to which a rollback leads."""

    number: int
    version: str
    before: int
    how: str
    """promoted, or rolled back."""
    at: datetime
    by: str
    despite: str = ""
    """Why it was promoted although a figure fell; empty: none did."""
