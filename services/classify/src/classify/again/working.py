"""A re-assessment at work: page by page, never ahead of what the chain can take beside its news."""

import asyncio
from collections.abc import Callable
from typing import Protocol

from classify.again.judged import judge_again
from classify.again.pages import Pages, write
from classify.again.run import Run
from classify.ports import Judge
from classify.refusals import Refused
from classify.routing import Units
from shared.failures import Transient
from shared.leases import Lease
from shared.ops.clock import Clock
from shared.ops.ids import new_id
from shared.store.unit_of_work import Transaction, UnitOfWork

PAGE = 50
"""News wait behind one page at most: some tens of milliseconds at each hop."""
MOST_UNPUBLISHED = 50
"""While so many events wait for the relay, nothing is added to them."""
PAUSE_SECONDS = 0.1
RETRY_SECONDS = 1.0

Tell = Callable[[Run, str], None]
"""Hears how far it is, and what it waits for; empty: it does not wait."""


class LeaseKeeper(Protocol):
    async def hold(self) -> Lease | None: ...
    def doubt(self) -> None: ...


class Reassessing:
    """One model and one directory of unions judge all of it."""

    def __init__(
        self,
        pages: Pages,
        works: UnitOfWork[Transaction],
        lease: LeaseKeeper,
        judge: Judge,
        units: Units,
        clock: Clock,
    ) -> None:
        self._judge = judge
        self._units = units
        self._pages = pages
        self._works = works
        self._lease = lease
        self._clock = clock

    async def work(self, run: Run, tell: Tell) -> Run:
        """To its end; after a failure that passes it goes on. Whoever kills it loses nothing: it is resumed.

        Raises Refused when another one has taken over.
        """
        while True:
            try:
                further = await self._step(run, tell)
            except Transient as error:
                self._lease.doubt()
                tell(run, f"{error}; trying again")
                await asyncio.sleep(RETRY_SECONDS)
                continue
            if further is None:
                return run
            run = further
            tell(run, "")

    async def _step(self, run: Run, tell: Tell) -> Run | None:
        """After one page more; None: there is none."""
        while await self._pages.unpublished(MOST_UNPUBLISHED) >= MOST_UNPUBLISHED:
            tell(run, "waiting until the running service has published what was said so far")
            await asyncio.sleep(PAUSE_SECONDS)
        kept = await self._pages.next(run, PAGE)
        if not kept:
            return None
        lease = await self._lease.hold()
        if lease is None:
            raise Refused("another re-assessment has taken over; look at it, or wait and run this again.")
        now = self._clock()
        page = [judge_again(new_id(), one, self._judge, self._units, now) for one in kept]
        further = run.step(page)
        async with self._works.once(()) as transaction:
            await write(transaction, lease, further, page)
        return further
