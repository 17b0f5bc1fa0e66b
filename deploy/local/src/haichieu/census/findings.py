"""What a count is told by the outlets, and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Shown:
    """A publication as its outlet knows it: texts of one `story` are copies of each other; `changes` in their order."""

    address: str
    story: str
    changes: tuple[str, ...] = ()


@dataclass(slots=True)
class Census:
    """Lost: something that should have led to the next step and did not. Doubled: one thing with two effects."""

    publications: int = 0
    snapshots: int = 0
    relevant: int = 0
    unsure: int = 0
    changes: int = 0
    cases: int = 0
    notices: int = 0
    notices_delivered: int = 0
    mails: int = 0
    mails_repeated: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)

    def compare(self, what: str, wanted: Mapping[K, int], found: Mapping[K, int]) -> None:
        """Each wanted so many times and found so many times; what is not wanted at all is too much too."""
        for one in dict.fromkeys((*wanted, *found)):
            want, have = wanted.get(one, 0), found.get(one, 0)
            if want != have:
                name = " ".join(map(str, one)) if isinstance(one, tuple) else one
                (self.lost if have < want else self.doubled).append(f"{name} {what} {have} times instead of {want}")
