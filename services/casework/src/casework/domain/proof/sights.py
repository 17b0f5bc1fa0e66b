"""What ingest saw, as far as a proof needs it."""

from dataclasses import dataclass
from datetime import datetime

PUBLICATION, PLACE, NOTICE = "publication", "place", "notice"
THERE, GONE, FAILED = "there", "gone", "failed"


@dataclass(frozen=True, slots=True)
class RawPage:
    """One address at one look, with its text."""

    role: str
    address: str
    state: str
    detail: str
    title: str
    text: str
    content_hash: str
    sha256: str
    link_text: str
    linked_from: str
    position: int
    links: int


@dataclass(frozen=True, slots=True)
class Sight:
    """The same without its text, which ingest keeps under `sha256`. `carried`: ids of the items that it has;
    `concerns`: it is a notice about our publication; `refuses`: it says that nothing will be published."""

    role: str
    address: str
    state: str
    detail: str
    title: str
    excerpt: str
    content_hash: str
    sha256: str
    linked_from: str
    position: int
    links: int
    carried: tuple[str, ...] = ()
    concerns: bool = False
    refuses: bool = False


@dataclass(frozen=True, slots=True)
class Observation:
    """One report; `number` grows with each about the same request."""

    number: int
    at: datetime
    kind: str
    looks: int
    failed_looks: int
    sights: tuple[Sight, ...]

    @property
    def files(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(sight.sha256 for sight in self.sights if sight.sha256))

    @property
    def answered(self) -> bool:
        return any(sight.state != FAILED for sight in self.sights)
