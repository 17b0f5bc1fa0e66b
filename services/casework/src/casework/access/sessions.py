"""Sessions: how long one lasts."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

TOUCH = timedelta(minutes=1)
"""Being seen is written down at most this often: a page must not cost a write each time."""


@dataclass(frozen=True, slots=True)
class Session:
    """`id` is the digest of the token, which only the browser has."""

    id: str
    account_id: str
    started_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Lifetimes:
    idle: timedelta = timedelta(hours=1)
    absolute: timedelta = timedelta(hours=12)

    def ends_at(self, session: Session) -> datetime:
        return min(session.seen_at + self.idle, session.started_at + self.absolute)

    def seen(self, session: Session, now: datetime) -> Session | None:
        """The session as it stands now; None when it has ended."""
        if now >= self.ends_at(session):
            return None
        return replace(session, seen_at=now) if now - session.seen_at >= TOUCH else session
