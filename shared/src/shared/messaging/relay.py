"""Outbox to Kafka: a side task of every replica, active in the one that holds the lease.

If it dies, so does the process.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from math import isnan, nan
from typing import Protocol

from aiokafka.errors import KafkaError

from shared.failures import Transient
from shared.leases import Lease
from shared.messaging.producer import CannotReachKafka
from shared.messaging.publisher import Publisher, Verdict
from shared.messaging.rests import Rests
from shared.ops.metrics import Metrics
from shared.ops.settings import Platform
from shared.posting import Posting

log = logging.getLogger(__name__)

PAGE = 500
LEASE_SECONDS = 12.0
LEASE_MARGIN = 3.0
"""A page's publishing ends this long before the lease: time to give up what Kafka has not confirmed."""
POLL_SECONDS = 1.0
"""How soon events of *another* replica's transactions are seen; our own wake the relay at once."""
QUIET_LOOKS, QUIET_POLL_SECONDS = 30, 3.0
"""After so many looks that found nothing, a look is rarer: an idle service costs next to nothing."""
FIRST_PAUSE, LONGEST_PAUSE = 0.4, 5.0
"""Seconds, after a failure; doubled with each."""
OUTBOX_LIMIT_SECONDS = 60.0
WATCH_SECONDS = 10.0
STOP_SECONDS = 5.0


class Outbox(Protocol):
    async def pending(self, limit: int, without: Sequence[str]) -> list[Posting]: ...
    async def settle(self, lease: Lease, published: Sequence[str], refused: Mapping[str, str]) -> None: ...
    async def backlog(self) -> tuple[int, float]: ...


class LeaseKeeper(Protocol):
    """Says whether this replica may publish, and how long for; see shared.store.lease."""

    async def hold(self) -> Lease | None: ...
    async def release(self) -> None: ...
    def left(self) -> float: ...
    def doubt(self) -> None: ...


class Relay:
    """A part (its producer) and a side task (`run`)."""

    def __init__(self, service: str, platform: Platform, outbox: Outbox, lease: LeaseKeeper, metrics: Metrics) -> None:
        self._publisher = Publisher(service, platform, metrics)
        self._outbox = outbox
        self._lease = lease
        self._metrics = metrics
        self._rests = Rests()
        self._wake = asyncio.Event()
        self._pending: int | None = None
        self._oldest = nan
        self._empty_looks = 0

    def wake(self) -> None:
        """There is something to publish."""
        self._wake.set()

    async def start(self) -> None:
        await self._publisher.connect()

    async def stop(self) -> None:
        """Publish what is left, if that works quickly; the rest is published by whoever comes next."""
        published = 0
        try:
            async with asyncio.timeout(STOP_SECONDS):
                while (lease := await self._lease.hold()) and (page := await self._page(lease)):
                    published += page
                await self._lease.release()
        except (Transient, KafkaError, CannotReachKafka, TimeoutError) as error:
            extra = {"action": "relay.cut_off", "published": published, "pending": self._pending}
            log.warning("the outbox was not emptied at the stop: %s", error or "time is up", extra=extra)
        await self._publisher.drop()

    async def run(self) -> None:
        failures = 0
        while True:
            try:
                await self._turn()
                failures = 0
            except (Transient, KafkaError, CannotReachKafka, TimeoutError) as error:
                failures += 1
                log.warning("relay will try again: %s", error, extra={"action": "relay.retry", "failures": failures})
                self._lease.doubt()
                # Over a fault of MongoDB's the producer stays: without one, readiness would blame Kafka.
                if not isinstance(error, Transient):
                    await self._publisher.drop()
                await asyncio.sleep(min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** (failures - 1)))

    async def _turn(self) -> None:
        """One page, or one wait."""
        await self._publisher.connect()
        lease = await self._lease.hold()
        self._metrics.relay_leader.set(lease is not None)
        if lease is None:
            self._rests.clear()
        # Cleared before looking: cleared after, a wake-up between the two would be lost.
        self._wake.clear()
        if lease and await self._page(lease):
            self._empty_looks = 0
            return
        self._empty_looks += 1
        with suppress(TimeoutError):
            async with asyncio.timeout(POLL_SECONDS if self._empty_looks < QUIET_LOOKS else QUIET_POLL_SECONDS):
                await self._wake.wait()

    async def _page(self, lease: Lease) -> int:
        """Publish up to a page of events; how many. Per subject they leave in the order of their versions."""
        found = await self._outbox.pending(PAGE, self._rests.now)
        page = sorted(found, key=lambda posting: posting.subject_version)
        if not page:
            return 0
        if (seconds := self._lease.left() - LEASE_MARGIN) <= 0:
            raise Transient("reading the outbox took most of the lease")
        verdict = await self._publisher.publish(page, seconds)
        await self._outbox.settle(lease, verdict.taken, verdict.refused)
        await self._learn(page, verdict)
        return len(page)

    async def _learn(self, page: Sequence[Posting], verdict: Verdict) -> None:
        for id_, error in verdict.refused.items():
            log.error(
                "the broker will never take this event: %s", error, extra={"action": "relay.refused", "event_id": id_}
            )
        if verdict.failed:
            # Where nothing is taken at all the fault is not the topics', and this says so.
            await self._publisher.connect()
        for topic in {posting.topic for posting in page}:
            if topic in verdict.failed:
                pause = self._rests.failed(topic, verdict.failed[topic])
                extra = {"action": "relay.topic_rests", "topic": topic, "seconds": pause}
                log.error("events of %s wait: %s", topic, verdict.failed[topic], extra=extra)
            else:
                self._rests.took(topic)

    async def watch(self) -> None:
        """Side task: the outbox's size and age, the topics that take nothing."""
        while True:
            self._metrics.resting.clear()
            for topic in self._rests.reasons:
                self._metrics.resting.labels(topic).set(1)
            try:
                self._pending, self._oldest = await self._outbox.backlog()
            except Transient:
                # What is not known must not go on looking as it did when it was.
                self._pending, self._oldest = None, nan
            self._metrics.outbox_pending.set(nan if self._pending is None else self._pending)
            self._metrics.outbox_oldest.set(self._oldest)
            await asyncio.sleep(WATCH_SECONDS)

    async def flowing(self) -> str | None:
        """Readiness: events must not grow old in the outbox, and that must be known."""
        if isnan(self._oldest):
            return "how long events have waited is not known: the outbox cannot be read"
        return f"the oldest event has waited {self._oldest:.0f} s" if self._oldest > OUTBOX_LIMIT_SECONDS else None

    async def unhindered(self) -> str | None:
        """Readiness: every topic takes its events."""
        return "; ".join(f"{topic}: {why}" for topic, why in self._rests.reasons.items()) or None

    async def connected(self) -> str | None:
        return await self._publisher.answers()
