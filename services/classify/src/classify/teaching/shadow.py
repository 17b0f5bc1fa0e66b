"""A candidate that judges beside the active model, and where it differs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple


class Difference(NamedTuple):
    """By id: the text is read where the publication is kept."""

    publication_id: str
    ways: Sequence[str]
    active_score: float
    candidate_score: float
    at: datetime


@dataclass(frozen=True, slots=True)
class Shadow:
    """The `number`-th candidate that judges beside; `missed` are those for which there was no time."""

    number: int
    version: str
    since: datetime
    by: str
    until: datetime | None = None
    judged: int = 0
    differ: int = 0
    missed: int = 0
