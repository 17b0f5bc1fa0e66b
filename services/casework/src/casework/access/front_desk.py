"""Signing in and out."""

from dataclasses import dataclass, replace
from datetime import timedelta

from casework.access.account import Account
from casework.access.buckets import Buckets
from casework.access.guesses import one_more, places, wait
from casework.access.passwords import Passwords
from casework.access.ports import Accounts, GuessBook, Journal, Sessions
from casework.access.refusals import BadLogin, TooMany
from casework.access.secrets import csrf_of, digest, new_token
from casework.access.sessions import Lifetimes, Session
from casework.access.trail import Entry
from casework.access.who import Who
from shared.ops.clock import Clock


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a browser gets: both tokens are secrets, known to nobody else."""

    who: Who
    token: str
    device: str


class FrontDesk:
    """`remember` is what a browser that has signed in before sends along, `address` where the request comes from."""

    def __init__(
        self,
        accounts: Accounts,
        sessions: Sessions,
        guesses: GuessBook,
        journal: Journal,
        passwords: Passwords,
        lifetimes: Lifetimes,
        tries: Buckets,
        clock: Clock,
    ) -> None:
        self._accounts = accounts
        self._sessions = sessions
        self._guesses = guesses
        self._journal = journal
        self._passwords = passwords
        self._lifetimes = lifetimes
        self._tries = tries
        self._clock = clock

    async def sign_in(self, name: str, password: str, remember: str | None, address: str) -> Ticket:
        """Raises BadLogin, TooMany."""
        self._tries.take(address)
        name = name.strip().lower()
        account = await self._accounts.by_name(name)
        counted = places(name, address, await self._known_device(account, remember))
        await self._count(counted)
        right = await self._passwords.fits(account.password_hash if account else None, password)
        if account is None or account.disabled or not right:
            await self._refused(account, name, address)
            raise BadLogin
        await self._guesses.forget([place for place in counted if not place.endswith("|strangers")])
        if self._passwords.outdated(account.password_hash):
            account = await self._rehash(account, password)
        return await self.admit(account, remember, address, "login")

    async def admit(self, account: Account, remember: str | None, address: str, action: str) -> Ticket:
        """A new session, whatever has proved who it is; always a new token, so that none can be planted before."""
        token, device, now = new_token(), remember or new_token(), self._clock()
        session = Session(digest(token), account.id, now, now)
        entry = Entry(now, action, f"account:{account.id}", f"account:{account.id}", {"address": address})
        await self._sessions.begin(session, digest(device), self._lifetimes.ends_at(session), [entry])
        return Ticket(account.who(csrf_of(token), session.id), token, device)

    async def whose(self, token: str) -> Who | None:
        """The account as it is now: a role taken away is away at once."""
        session = await self._sessions.find(digest(token))
        seen = self._lifetimes.seen(session, self._clock()) if session else None
        account = await self._accounts.by_id(seen.account_id) if seen else None
        if seen is None or account is None or account.disabled:
            return None
        if seen is not session:
            await self._sessions.touch(seen, self._lifetimes.ends_at(seen))
        return account.who(csrf_of(token), seen.id)

    async def sign_out(self, who: Who) -> None:
        if who.session_id:
            entry = Entry(self._clock(), "logout", f"account:{who.id}", f"account:{who.id}")
            await self._sessions.end(who.session_id, [entry])

    async def _known_device(self, account: Account | None, remember: str | None) -> str | None:
        known = account and remember and await self._sessions.knows(account.id, digest(remember))
        return digest(remember) if known and remember else None

    async def _count(self, counted: dict[str, int]) -> None:
        """Before the password is looked at, so that many tries at once are not one. Raises TooMany."""
        now = self._clock()
        for place, free in counted.items():
            before = await self._guesses.read(place)
            pause = wait(before, free, now)
            if not pause and not await self._guesses.replace(place, before, one_more(before, now)):
                pause = timedelta(seconds=1)
            if pause:
                raise TooMany(pause, "lần đăng nhập sai")

    async def _rehash(self, account: Account, password: str) -> Account:
        kept = await self._passwords.hash(password)
        stronger = replace(account, version=account.version + 1, password_hash=kept, changed_at=self._clock())
        await self._accounts.change(stronger, ())
        return stronger

    async def _refused(self, account: Account | None, name: str, address: str) -> None:
        subject = f"account:{account.id}" if account else f"name:{name[:64]}"
        await self._journal.note(Entry(self._clock(), "login.failed", "stranger", subject, {"address": address}))
