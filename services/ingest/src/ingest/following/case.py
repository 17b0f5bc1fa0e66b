"""What ingest knows of a case. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

OVER = frozenset({"closed", "dismissed", "merged"})
"""Words of casework's for a case that nobody works on; a word that is newer than this is taken for an open one: looking
once too often does no harm."""


@dataclass(frozen=True, slots=True)
class CaseHeard:
    """Command: casework's newest word about a case; `publications` are its first ones, or none when they are hidden."""

    message_id: str
    case_id: str
    version: int
    status: str
    merged_into: str
    publications: Sequence[str]

    @property
    def open(self) -> bool:
        return self.status not in OVER


@dataclass(frozen=True, slots=True)
class Joined:
    """Command: a case tells of a publication."""

    message_id: str
    case_id: str
    publication_id: str
