"""A notice of a case, and what was heard of it."""

from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """`to` is whom it was addressed to, `title` the deadline that it speaks of; both empty for the first one."""

    notice_id: str
    state: str = ""
    version: int = 0
    at: datetime | None = None
    kind: str = "verification-requested"
    to: str = ""
    title: str = ""
    asked_at: datetime | None = None

    def heard(self, state: str, version: int, at: datetime) -> "Asked":
        """News that arrives late must not undo newer news."""
        stale = self.at is not None and (version, at) < (self.version, self.at)
        return self if stale else replace(self, state=state, version=version, at=at)
