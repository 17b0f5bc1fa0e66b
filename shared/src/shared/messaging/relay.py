"""Outbox to Kafka: a side task of every replica, active in the one that holds the lease.

If it dies, so does the process.
"""

import asyncio
import logging
import socket
from collections.abc import Sequence
from contextlib import suppress
from typing import Protocol

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError, MessageSizeTooLargeError

from shared.failures import Transient
from shared.messaging.broker import CannotReachKafka, start_producer
from shared.ops.metrics import Metrics
from shared.ops.settings import Platform
from shared.posting import Posting

log = logging.getLogger(__name__)

PAGE = 500
LEASE_SECONDS = 12.0
POLL_SECONDS = 1.0
"""How soon events of *another* replica's transactions are seen; our own wake the relay at once."""
OUTBOX_LIMIT_SECONDS = 60.0
WATCH_SECONDS = 10.0


class Outbox(Protocol):
    async def pending(self, limit: int) -> list[Posting]: ...
    async def mark_published(self, ids: Sequence[str]) -> None: ...
    async def mark_refused(self, id_: str, error: str) -> None: ...
    async def backlog(self) -> tuple[int, float]: ...


class LeaseKeeper(Protocol):
    """Answers whether this replica may publish now; see shared.store.lease."""

    async def hold(self) -> bool: ...
    async def release(self) -> None: ...


class Relay:
    """A part (its producer) and a side task (`run`)."""

    def __init__(self, service: str, platform: Platform, outbox: Outbox, lease: LeaseKeeper, metrics: Metrics) -> None:
        self._service = service
        self._platform = platform
        self._outbox = outbox
        self._lease = lease
        self._metrics = metrics
        self._wake = asyncio.Event()
        self._producer: AIOKafkaProducer | None = None
        self._oldest = 0.0

    def wake(self) -> None:
        """There is something to publish."""
        self._wake.set()

    async def start(self) -> None:
        self._producer = await start_producer(self._platform, self._service)

    async def stop(self) -> None:
        """Publish what is left, if that works quickly; the rest is published by whoever comes next."""
        with suppress(Transient, KafkaError, TimeoutError):
            async with asyncio.timeout(5):
                while self._producer and await self._lease.hold() and await self._page():
                    pass
                await self._lease.release()
        await self._drop_producer()

    async def run(self) -> None:
        failures = 0
        while True:
            try:
                await self._turn()
                failures = 0
            except (Transient, KafkaError, CannotReachKafka, TimeoutError) as error:
                failures += 1
                log.warning("relay will try again: %s", error, extra={"action": "relay.retry", "failures": failures})
                await self._drop_producer()
                await asyncio.sleep(min(5.0, 0.2 * 2**failures))

    async def _turn(self) -> None:
        """One page, or one wait."""
        if self._producer is None:
            self._producer = await start_producer(self._platform, self._service)
        leads = await self._lease.hold()
        self._metrics.relay_leader.set(leads)
        # Cleared before looking: cleared after, a wake-up between the two would be lost.
        self._wake.clear()
        if leads and await self._page():
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(POLL_SECONDS):
                await self._wake.wait()

    async def _page(self) -> int:
        """Publish up to a page of events; how many. Per subject they leave in the order of their versions."""
        page = sorted(await self._outbox.pending(PAGE), key=lambda posting: posting.subject_version)
        if page:
            sent = await self._publish(page)
            await self._outbox.mark_published(sent)
        return len(page)

    async def _publish(self, page: Sequence[Posting]) -> list[str]:
        """Ids of what the broker took. Raises the last error, after what was taken is marked."""
        begun = [await self._begin(posting) for posting in page]
        outcomes = await asyncio.gather(*begun, return_exceptions=True)
        delivered: list[str] = []
        failed: dict[tuple[str, str], BaseException] = {}
        for posting, first in zip(page, outcomes, strict=True):
            # The broker judges a whole batch: what it refused may have been too much only together.
            outcome = await self._alone(posting) if isinstance(first, MessageSizeTooLargeError) else first
            key = (posting.topic, posting.key)
            if isinstance(outcome, MessageSizeTooLargeError | UnicodeError):
                await self._refuse(posting, outcome)
            elif isinstance(outcome, BaseException):
                failed[key] = outcome
            elif key not in failed:
                delivered.append(posting.id)
                self._metrics.published.labels(posting.topic).inc()
            # Else a later version overtook the one that failed: both leave again, in their order.
        if failed:
            await self._outbox.mark_published(delivered)
            raise list(failed.values())[-1]
        return delivered

    async def _begin(self, posting: Posting) -> "asyncio.Future[object]":
        """The delivery under way; one that could not even begin counts as failed, and its neighbours go on."""
        try:
            return await self._send(posting)
        except (KafkaError, UnicodeError) as error:
            failed: asyncio.Future[object] = asyncio.get_running_loop().create_future()
            failed.set_exception(error)
            return failed

    async def _send(self, posting: Posting) -> "asyncio.Future[object]":
        assert self._producer is not None  # noqa: S101 - `_turn` and `stop` see to it
        headers = [(name, value.encode()) for name, value in posting.headers.items()]
        delivery: asyncio.Future[object] = await self._producer.send(
            posting.topic, posting.body, key=posting.key.encode(), headers=headers
        )
        return delivery

    async def _alone(self, posting: Posting) -> object:
        try:
            return await (await self._send(posting))
        except KafkaError as error:
            return error

    async def _refuse(self, posting: Posting, error: Exception) -> None:
        log.error(
            "the broker will never take this event: %s",
            error,
            extra={"action": "relay.refused", "topic": posting.topic},
        )
        self._metrics.refused.labels(posting.topic).inc()
        await self._outbox.mark_refused(posting.id, str(error))

    async def _drop_producer(self) -> None:
        producer, self._producer = self._producer, None
        if producer is not None:
            with suppress(KafkaError, TimeoutError):
                async with asyncio.timeout(5):
                    await producer.stop()

    async def watch(self) -> None:
        """Side task: the outbox's size and age. Mongo being away is reported by its own probe."""
        while True:
            with suppress(Transient):
                count, self._oldest = await self._outbox.backlog()
                self._metrics.outbox_pending.set(count)
                self._metrics.outbox_oldest.set(self._oldest)
            await asyncio.sleep(WATCH_SECONDS)

    async def flowing(self) -> str | None:
        """Readiness: events must not grow old in the outbox."""
        return f"the oldest event has waited {self._oldest:.0f} s" if self._oldest > OUTBOX_LIMIT_SECONDS else None

    async def connected(self) -> str | None:
        """Readiness: a producer notices by itself only after minutes that Kafka is away, so it is made to ask."""
        if self._producer is None:
            return "the relay has no connection to Kafka"
        try:
            async with asyncio.timeout(2):
                answered = await self._producer.client.force_metadata_update()
        except (KafkaError, TimeoutError):
            answered = False
        return None if answered else "Kafka does not answer the relay"


def replica_name(port: int) -> str:
    """Stable over restarts of the same replica, so that it gets its lease back without waiting."""
    return f"{socket.gethostname()}:{port}"
