"""Access put together: from settings and a database to a gate and its desks. For the service and for the commands."""

import time
from dataclasses import dataclass, field
from datetime import timedelta

from casework.access.buckets import Buckets
from casework.access.front_desk import FrontDesk
from casework.access.passwords import Passwords
from casework.access.registry import Registry
from casework.access.sessions import Lifetimes
from casework.access.tokens_office import TokensOffice
from casework.access.trail import Trail
from casework.http.cookies import Cookies
from casework.http.gate import Gate
from casework.settings import Settings
from casework.store.access_trail import AuditTrail
from casework.store.accounts import MongoAccounts
from casework.store.guesses import MongoGuessBook, MongoJournal
from casework.store.service_tokens import MongoTokens
from casework.store.sessions import MongoSessions
from shared.ops.clock import Clock, system_clock
from shared.store.client import Store
from shared.store.unit_of_work import Transaction, UnitOfWork


@dataclass(frozen=True, slots=True)
class Entrance:
    accounts: MongoAccounts
    registry: Registry
    desk: FrontDesk
    tokens: TokensOffice
    cookies: Cookies
    gate: Gate


@dataclass(frozen=True, slots=True)
class Ground:
    """What the entrance stands on; tests bring their own clock and quicker passwords."""

    store: Store
    work: UnitOfWork[Transaction]
    clock: Clock = system_clock
    trail: Trail = field(default_factory=AuditTrail)
    passwords: Passwords | None = None


def make_entrance(ground: Ground, settings: Settings) -> Entrance:
    store, work, trail, clock = ground.store, ground.work, ground.trail, ground.clock
    passwords = ground.passwords or Passwords()
    accounts = MongoAccounts(store, work, trail)
    idle, absolute = timedelta(minutes=settings.session_idle_minutes), timedelta(hours=settings.session_hours)
    desk = FrontDesk(
        accounts,
        MongoSessions(store, work, trail),
        MongoGuessBook(store),
        MongoJournal(work, trail),
        passwords,
        Lifetimes(idle, absolute),
        Buckets(settings.sign_ins_per_minute, time.monotonic),
        clock,
    )
    tokens = TokensOffice(MongoTokens(store, work, trail), clock)
    cookies = Cookies(settings.public_url)
    gate = Gate(desk, tokens, Buckets(settings.requests_per_minute, time.monotonic), cookies)
    return Entrance(accounts, Registry(accounts, passwords, clock), desk, tokens, cookies, gate)
