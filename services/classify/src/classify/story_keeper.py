"""A side task: groups what was assessed, in one replica at a time, which keeps the recent ones in memory."""

import asyncio
import logging
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Protocol

from classify.domain import RulingHeard, Ungrouped
from classify.following import follow_rulings
from classify.grouping.grouper import BOUNDS
from classify.grouping.rulings import rulings_of
from classify.grouping.teller import Teller
from classify.ports import Shelf, Works
from classify.usecases import tell_stories
from shared.failures import Transient
from shared.leases import Lease, LeaseLost
from shared.ops.clock import Clock
from shared.ops.metrics import Metrics

log = logging.getLogger(__name__)

LOOK_SECONDS = 2.0
"""A story is a sign for people: two seconds later is soon enough, and a look is one question of an empty index."""
PAGE = 200
AT_ONCE = 50
"""Publications restored between two turns of the event loop: some twenty milliseconds."""
REMEMBERED = timedelta(hours=24)
"""Then the memory is read anew: what is beyond its bounds goes."""


class LeaseKeeper(Protocol):
    """Says whether this replica groups; see shared.store.lease."""

    async def hold(self) -> Lease | None: ...
    def doubt(self) -> None: ...


class StoryKeeper:
    def __init__(self, shelf: Shelf, works: Works, lease: LeaseKeeper, clock: Clock, metrics: Metrics) -> None:
        self._shelf = shelf
        self._works = works
        self._lease = lease
        self._clock = clock
        self._told = metrics.counter("stories_told_total", "changes of stories that were announced")
        self._memory: tuple[int, datetime, Teller] | None = None

    async def run(self) -> None:
        """Endless."""
        while True:
            try:
                full = await self.look() == PAGE
            except (Transient, LeaseLost) as error:
                # What it has read may be more than was kept.
                self._memory = None
                self._lease.doubt()
                log.warning("stories wait: %s", error, extra={"action": "stories.retry"})
                full = False
            if not full:
                await asyncio.sleep(LOOK_SECONDS)

    async def look(self) -> int:
        """Group one page of what waits; how many those were. Raises Transient; LeaseLost."""
        lease = await self._lease.hold()
        if lease is None:
            self._memory = None
            return 0
        if spoken := await self._shelf.unfollowed():
            await self._follow(lease, spoken)
        waiting = await self._shelf.ungrouped(PAGE)
        if waiting:
            await self._group(lease, waiting)
        return len(waiting)

    async def _follow(self, lease: Lease, spoken: list[RulingHeard]) -> None:
        """People's words come seldom: the memory is read anew with them, and with what they are about."""
        self._memory = None
        about = {one for word in spoken for one in (*word.ruling.publications, *word.ruling.others)}
        teller, now = await self._remember(lease, about), self._clock()
        memory, self._memory = self._memory, None
        stories = await follow_rulings(teller, spoken, lease, self._works, now)
        self._memory = memory
        self._told.inc(len(stories))
        extra = {"action": "stories.ruled", "rulings": len(spoken), "stories": len(stories)}
        log.info("stories follow what people said", extra=extra)

    async def _group(self, lease: Lease, waiting: list[Ungrouped]) -> None:
        teller, now = await self._remember(lease), self._clock()
        # Not known to be kept until it is: a shutdown in between must not leave a memory that is ahead.
        memory, self._memory = self._memory, None
        stories = await tell_stories(teller, waiting, lease, self._works, now)
        self._memory = memory
        self._told.inc(len(stories))
        extra = {"action": "stories.told", "publications": len(waiting), "stories": len(stories)}
        log.info("stories told", extra=extra)

    async def _remember(self, lease: Lease, also: Collection[str] = ()) -> Teller:
        """The memory under this lease. Another replica may have grouped under one in between."""
        now = self._clock()
        if self._memory and self._memory[0] == lease.token and now - self._memory[1] < REMEMBERED:
            return self._memory[2]
        grouped = await self._shelf.grouped(now - timedelta(seconds=BOUNDS.seconds), also)
        teller = Teller(rulings_of(grouped.rulings), grouped.stories)
        for start in range(0, len(grouped.items), AT_ONCE):
            teller.restore(grouped.items[start : start + AT_ONCE])
            await asyncio.sleep(0)
        self._memory = lease.token, now, teller
        return teller
