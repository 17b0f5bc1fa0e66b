"""How long each class of records is kept: our own policy, as data."""

from dataclasses import dataclass
from datetime import datetime, timedelta

IRRELEVANT = "sighting-irrelevant"
"""Publications that were judged to concern nobody here, and are in no case."""


@dataclass(frozen=True, slots=True)
class Policy:
    """`days` None: never purged by a machine. `basis` says whose number it is; no law gives one that we know of."""

    name: str
    title: str
    days: int | None
    basis: str

    def cutoff(self, now: datetime) -> datetime | None:
        """What is older goes."""
        return None if self.days is None else now - timedelta(days=self.days)
