"""What access needs from outside. Writes take their entries of the audit log along: one transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from casework.access.account import Account
from casework.access.guesses import Guesses
from casework.access.service_token import ServiceToken
from casework.access.sessions import Session
from casework.access.trail import Entry


class Accounts(Protocol):
    async def by_id(self, account_id: str) -> Account | None: ...
    async def by_name(self, name: str) -> Account | None: ...
    async def by_subject(self, subject: str) -> Account | None: ...
    async def any_at_all(self) -> bool: ...
    async def page(self, after: str | None, limit: int) -> Sequence[Account]:
        """By name."""

    async def add(self, account: Account, entries: Sequence[Entry]) -> None:
        """Raises Taken."""

    async def change(
        self, account: Account, entries: Sequence[Entry], *, end_sessions: bool = False, but: str = ""
    ) -> None:
        """Saves it over the version before it; ends its sessions, but for one. Raises Stale, Taken."""


class Sessions(Protocol):
    async def begin(self, session: Session, device: str, ends_at: datetime, entries: Sequence[Entry]) -> None:
        """`device`: the digest of the browser's device cookie, from now on a place of this account."""

    async def find(self, session_id: str) -> Session | None: ...
    async def touch(self, session: Session, ends_at: datetime) -> None: ...
    async def end(self, session_id: str, entries: Sequence[Entry]) -> None: ...
    async def knows(self, account_id: str, device: str) -> bool: ...


class GuessBook(Protocol):
    async def read(self, place: str) -> Guesses: ...
    async def replace(self, place: str, before: Guesses, after: Guesses) -> bool:
        """False when somebody else was faster: of many tries at once, one counts and the others wait."""

    async def forget(self, places: Sequence[str]) -> None: ...


class Tokens(Protocol):
    async def by_digest(self, digest: str) -> ServiceToken | None: ...
    async def page(self, after: str | None, limit: int) -> Sequence[ServiceToken]: ...
    async def add(self, token: ServiceToken, entries: Sequence[Entry]) -> None: ...
    async def revoke(self, token_id: str, entries: Sequence[Entry]) -> bool: ...


class Journal(Protocol):
    async def note(self, *entries: Entry) -> None:
        """Something that happened by itself, in a transaction of its own."""
