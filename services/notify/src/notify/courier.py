"""The courier: a side task that claims what is due, delivers it, and writes down how it ended.

A crash between the mail server's "250" and the record leaves an attempt unconfirmed. It is sent again under the
same Message-ID, which mail stores use to recognise a repeat: better told twice than not told. To keep that rare,
every outcome is written down as soon as it is known, together with what else is ready then.
"""

import asyncio
import logging
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from itertools import islice

from notify.domain import SENT, VERIFICATION, Notice, Outcome
from notify.ports import Channel, Desk, Works
from notify.settings import Settings
from notify.usecases import record_outcomes
from shared.failures import Transient
from shared.ops.ids import new_id
from shared.ops.metrics import Metrics

log = logging.getLogger(__name__)

POLL_SECONDS = 2.0
RECLAIM_PAUSE = 30.0
RECORD_PAUSE = 0.5
STOP_SECONDS = 5.0
"""How long a stop waits for the mails in hand; they would go out again otherwise."""

Attempt = asyncio.Task[Outcome]


class Courier:
    """Woken when a notice is accepted; looks by itself every two seconds for those whose pause is over."""

    def __init__(self, desk: Desk, works: Works, channel: Channel, settings: Settings, metrics: Metrics) -> None:
        self._desk = desk
        self._works = works
        self._channel = channel
        self._settings = settings
        self._metrics = metrics
        self._delivered = metrics.counter("deliveries_total", "attempts by how they ended", "state")
        self._wake = asyncio.Event()
        self._look_for_dead = 0.0

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
        now = time.monotonic()
        if now >= self._look_for_dead:
            self._look_for_dead = now + RECLAIM_PAUSE
            _warn(await self._desk.reclaim(timedelta(seconds=self._settings.claim_seconds)))
        claim = new_id()
        notices = await self._desk.claim(claim, self._settings.batch)
        # Half of the others' patience, counted from before the claim: no mail is begun that they may begin too.
        await self._deliver(notices, claim, until=now + self._settings.claim_seconds / 2)
        return len(notices)

    async def _deliver(self, notices: Sequence[Notice], claim: str, until: float) -> None:
        """Send a few at a time; nothing new is begun while as many wait to be written down."""
        waiting, in_hand = iter(notices), list[Attempt]()
        try:
            while True:
                if time.monotonic() < until:
                    room = self._settings.in_hand - len(in_hand)
                    in_hand += [asyncio.create_task(self._channel.deliver(one)) for one in islice(waiting, room)]
                if not in_hand:
                    break
                await asyncio.wait(in_hand, return_when=asyncio.FIRST_COMPLETED)
                ended = [attempt for attempt in in_hand if attempt.done()]
                await self._record([attempt.result() for attempt in ended], claim)
                in_hand = [attempt for attempt in in_hand if attempt not in ended]
        except asyncio.CancelledError:
            await self._wind_up(in_hand, claim)
            raise
        if next(waiting, None) is not None:
            await self._desk.reclaim_own()

    async def _wind_up(self, in_hand: Sequence[Attempt], claim: str) -> None:
        """Finish what was begun and give the rest back, if that works quickly."""
        unrecorded = len(in_hand)
        try:
            async with asyncio.timeout(STOP_SECONDS):
                if in_hand:
                    await asyncio.wait(in_hand)
                    await self._record([attempt.result() for attempt in in_hand], claim)
                    unrecorded = 0
                await self._desk.reclaim_own()
        except (TimeoutError, Transient) as error:
            extra = {"action": "courier.cut_off", "count": unrecorded}
            log.warning("the stop did not wait any longer, mails in hand go out again: %s", error or "-", extra=extra)
        for attempt in in_hand:
            attempt.cancel()

    async def _record(self, outcomes: Sequence[Outcome], claim: str) -> None:
        """What was sent must be written down: keep trying, rather than send it again later."""
        while True:
            try:
                concluded = await record_outcomes(outcomes, claim, self._works)
            except Transient as error:
                log.warning("cannot record deliveries yet: %s", error, extra={"action": "courier.record_retry"})
                await asyncio.sleep(RECORD_PAUSE)
                continue
            for outcome in concluded:
                self._count(outcome.notice, outcome)
            return

    def _count(self, notice: Notice, outcome: Outcome) -> None:
        self._delivered.labels(outcome.state).inc()
        # A reminder's publication is days old: its age says nothing about the chain's speed.
        if outcome.state == SENT and notice.kind == VERIFICATION:
            self._metrics.age.labels("notice-accepted").observe((outcome.at - notice.captured_at).total_seconds())


def _warn(returned: int) -> None:
    if returned:
        log.warning("unconfirmed notices will be sent again", extra={"action": "courier.reclaim", "count": returned})
