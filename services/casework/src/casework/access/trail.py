"""What access writes into the audit log (decision 0010). The log itself is a part of its own."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """Who did what to whom. `details` never hold a password, a token or a cookie."""

    at: datetime
    action: str
    actor: str
    subject: str
    details: Mapping[str, str] = field(default_factory=dict)


class Trail(Protocol):
    """Appends within the caller's transaction: what is not committed never happened, in the log too."""

    async def append(self, transaction: Any, entries: Sequence[Entry]) -> None: ...


class LoggedTrail:
    """A line in the service's own log for each entry."""

    async def append(self, transaction: Any, entries: Sequence[Entry]) -> None:
        for entry in entries:
            # Under one name: a detail called "name" would be the log record's own.
            told = {"actor": entry.actor, "subject": entry.subject, "details": dict(entry.details)}
            log.info("%s", entry.action, extra={"action": entry.action, **told})
