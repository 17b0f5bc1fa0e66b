"""The courier: a side task that claims what is due, delivers it, and writes down how it ended.

A crash between the mail server's "250" and the record leaves one attempt unconfirmed. It is sent again under the
same Message-ID, which mail stores use to recognise a repeat: better told twice than not told.
"""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

from notify.domain import SENT, Notice, Outcome
from notify.ports import Channel, Desk, Works
from notify.settings import Settings
from notify.usecases import record_outcomes, stale_before
from shared.failures import Transient
from shared.ops.clock import Clock
from shared.ops.ids import new_id
from shared.ops.metrics import Metrics

log = logging.getLogger(__name__)

POLL_SECONDS = 2.0
RECLAIM_PAUSE = timedelta(seconds=30)


class Courier:
    """Woken when a notice is accepted; looks by itself every two seconds for those whose pause is over."""

    def __init__(
        self, desk: Desk, works: Works, channel: Channel, settings: Settings, clock: Clock, metrics: Metrics
    ) -> None:
        self._desk = desk
        self._works = works
        self._channel = channel
        self._settings = settings
        self._clock = clock
        self._metrics = metrics
        self._delivered = metrics.counter("deliveries_total", "attempts by how they ended", "state")
        self._wake = asyncio.Event()
        self._look_for_dead = clock()

    def wake(self) -> None:
        self._wake.set()

    async def run(self) -> None:
        """Endless."""
        reclaimed = False
        while True:
            try:
                self._wake.clear()
                if not reclaimed:
                    _warn(await self._desk.reclaim_own())
                    reclaimed = True
                delivered = await self._turn()
            except Transient as error:
                log.warning("courier waits: %s", error, extra={"action": "courier.retry"})
                # A claim whose answer was lost is ours and nobody works on it.
                reclaimed = False
                delivered = 0
            if not delivered:
                with suppress(TimeoutError):
                    async with asyncio.timeout(POLL_SECONDS):
                        await self._wake.wait()

    async def _turn(self) -> int:
        now = self._clock()
        if now >= self._look_for_dead:
            self._look_for_dead = now + RECLAIM_PAUSE
            _warn(await self._desk.reclaim(stale_before(now, self._settings.claim_seconds)))
        claim = new_id()
        notices = await self._desk.claim(claim, self._settings.batch, now)
        if notices:
            outcomes = await self._channel.deliver(notices)
            await self._record(outcomes, claim)
        return len(notices)

    async def _record(self, outcomes: Sequence[Outcome], claim: str) -> None:
        """What was sent must be written down: keep trying, rather than send it again later."""
        while True:
            try:
                concluded = await record_outcomes(outcomes, claim, self._works)
            except Transient as error:
                log.warning("cannot record deliveries yet: %s", error, extra={"action": "courier.record_retry"})
                await asyncio.sleep(0.5)
                continue
            for outcome in concluded:
                self._count(outcome.notice, outcome)
            return

    def _count(self, notice: Notice, outcome: Outcome) -> None:
        self._delivered.labels(outcome.state).inc()
        if outcome.state == SENT:
            self._metrics.age.labels("notice-accepted").observe((outcome.at - notice.captured_at).total_seconds())


def _warn(returned: int) -> None:
    if returned:
        log.warning("unconfirmed notices will be sent again", extra={"action": "courier.reclaim", "count": returned})
