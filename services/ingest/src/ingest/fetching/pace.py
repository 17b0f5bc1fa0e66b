"""Polite to every host: a pause between two requests, few of them at once, and quiet when it asks for quiet."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from ingest.errors import HostRests

HOSTS_REMEMBERED = 1_024
FIRST_REST_SECONDS = 30.0
LONGEST_REST_SECONDS = 3_600.0
"""Of a host that says "too many requests" without saying for how long; each time in a row doubles the first."""
LONGEST_WAIT_SECONDS = 10.0
"""For a host's pause to end; whoever would have to wait longer is told instead, and comes another time."""
GIVE_WAY_SECONDS = 0.05
LONGEST_DELAY_SECONDS = 30.0
"""Of a Crawl-delay; one of an hour would be a source that is not watched."""


@dataclass(slots=True, eq=False)
class _Host:
    free_at: float
    slots: asyncio.Semaphore
    rests_until: float = 0.0
    strikes: int = 0
    delay: float = 0.0
    inside: int = 0
    first: int = 0
    """Of those inside, the ones that give way to nobody."""


class Pace:
    """Turns are handed out in the order in which they are asked for; who gives way comes when nobody else is there."""

    def __init__(
        self,
        interval: float,
        at_once: int = 2,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._interval = interval
        self._at_once = at_once
        self._clock = clock
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}

    def __len__(self) -> int:
        return len(self._hosts)

    @asynccontextmanager
    async def turn(self, host: str, *, yielding: bool = False) -> AsyncIterator[None]:
        """Inside it, it is this request's turn at the host. Raises HostRests when the host asked for quiet, and when
        who gives way would have to do so for too long."""
        known = self._host(host)
        known.inside += 1
        known.first += not yielding
        try:
            if yielding:
                await self._give_way(host, known)
            async with known.slots:
                await self._wait(host, known)
                yield
        finally:
            known.inside -= 1
            known.first -= not yielding

    async def _give_way(self, host: str, known: _Host) -> None:
        """Until nobody of today is at the host and its pause is over: whoever comes then has the whole pause before
        them at the most. One at a time, so that a place is left beside."""
        begun = self._clock()
        while known.first or known.slots.locked() or known.free_at > self._clock():
            if self._clock() - begun > LONGEST_WAIT_SECONDS:
                raise HostRests(f"{host} is busy with what is of today.", retry_after=LONGEST_WAIT_SECONDS)
            await self._sleep(max(known.free_at - self._clock(), GIVE_WAY_SECONDS))

    async def _wait(self, host: str, known: _Host) -> None:
        now = self._clock()
        if (left := known.rests_until - now) > LONGEST_WAIT_SECONDS:
            raise HostRests(f"{host} asked us to come again in {left:.0f} s.", retry_after=left)
        mine = max(now, known.free_at, known.rests_until)
        known.free_at = mine + max(self._interval, known.delay)
        if mine > now:
            await self._sleep(mine - now)

    def rest(self, host: str, seconds: float | None) -> float:
        """The host answered "too many" or "not now": how long nobody asks it. `seconds` is what it said itself."""
        known = self._host(host)
        known.strikes += 1
        own = min(FIRST_REST_SECONDS * 2.0 ** min(known.strikes - 1, 20), LONGEST_REST_SECONDS)
        wait = own if seconds is None else seconds
        known.rests_until = max(known.rests_until, self._clock() + wait)
        return wait

    def answered(self, host: str) -> None:
        """It answered as it should: the next "too many" is a first one again."""
        self._host(host).strikes = 0

    def delay(self, host: str, seconds: float) -> None:
        """What its robots.txt asks for between two requests."""
        self._host(host).delay = min(max(seconds, 0.0), LONGEST_DELAY_SECONDS)

    def _host(self, name: str) -> _Host:
        known = self._hosts.get(name)
        if known is None:
            now = self._clock()
            if len(self._hosts) >= HOSTS_REMEMBERED:
                self._forget(now)
            known = self._hosts[name] = _Host(now, asyncio.Semaphore(self._at_once))
        return known

    def _forget(self, now: float) -> None:
        """A host whose pause is over is like one never asked; the others are as many as requests in flight."""
        self._hosts = {
            name: host for name, host in self._hosts.items() if host.inside or max(host.free_at, host.rests_until) > now
        }
