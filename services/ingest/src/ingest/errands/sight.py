"""What was found at the addresses of one look. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.domain import Page
from ingest.errands.errand import PLACE

THERE, GONE, FAILED = "there", "gone", "failed"


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a page, the `number`-th of it."""

    address: str
    text: str
    number: int


@dataclass(frozen=True, slots=True)
class Place:
    """A page that leads to notices."""

    page: Page
    links: Sequence[Link]


@dataclass(frozen=True, slots=True)
class Leading:
    """The link that leads to a notice; without a place when none links to it any more."""

    text: str
    place: str = ""
    number: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class Sight:
    role: str
    address: str
    state: str
    detail: str = ""
    page: Page | None = None
    text: str = ""
    truncated: bool = False
    content_hash: str = ""
    weight: int = 0
    leading: Leading | None = None

    @property
    def key(self) -> str:
        return f"{self.role} {self.address}"

    @property
    def mark(self) -> str:
        """What makes it another sight than before. A front page is another one every minute: only its being there
        counts, and which notices it leads to."""
        content = "" if self.role == PLACE else self.content_hash
        return f"{self.state} {content} {self.leading.place if self.leading else ''}"
