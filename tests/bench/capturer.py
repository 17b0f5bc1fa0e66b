"""Ingest without its fetching: publications are captured at a steady rate by its own transaction, outbox and relay."""

import asyncio
import time
from collections.abc import Sequence
from datetime import UTC, datetime

from haichieu.stack import Stack
from ingest.domain import Capture, Entry, Page
from ingest.sources.source import Source
from ingest.store import INDEXES, IngestWork
from shared.cause import Cause
from shared.contracts.ingest import PublicationCapturedV1
from shared.kit import Kit
from shared.ops.settings import Platform
from shared.patience import patiently

VISIT = 5
"""Publications per capture: what one visit of a busy feed brings."""
SOURCE = Source("bench", "bench", "Báo đo tốc độ", "online", "http://127.0.0.1/bench")


class Capturer:
    """Its parts run in this process."""

    def __init__(self, stack: Stack) -> None:
        environment = stack.environment("ingest")
        names = ("KAFKA", "MONGO_URL", "IDEMPOTENCE", "HTTP_PORT")
        platform = Platform.model_validate({name.lower(): environment[f"HAICHIEU_{name}"] for name in names})
        self._kit = Kit("ingest", platform, INDEXES, IngestWork)
        self._relay: asyncio.Task[None] | None = None

    async def start(self) -> None:
        await self._kit.store.start()
        await self._kit.relay.start()
        self._relay = asyncio.create_task(self._kit.relay.run())

    async def stop(self) -> None:
        if self._relay is not None:
            self._relay.cancel()
        await self._kit.relay.stop()
        await self._kit.store.stop()

    async def offer(self, events: Sequence[PublicationCapturedV1], rate: float) -> dict[str, datetime]:
        """So many a second, VISIT at a time; a capture that takes long does not slow the offer down.

        When each began, by address."""
        begun, started = time.perf_counter(), dict[str, datetime]()
        async with asyncio.TaskGroup() as tasks:
            for first in range(0, len(events), VISIT):
                await asyncio.sleep(max(0.0, begun + first / rate - time.perf_counter()))
                now = datetime.now(UTC)
                captures = [as_capture(event, now) for event in events[first : first + VISIT]]
                started |= {capture.entry.address: now for capture in captures}
                tasks.create_task(self._store(captures, now))
        return started

    async def _store(self, captures: list[Capture], now: datetime) -> None:
        async def attempt() -> None:
            async with self._kit.work.once(()) as work:
                await work.capture(captures, now)

        # MongoDB may refuse a transaction under load; what the second try costs is part of the latency.
        await patiently(attempt)


def as_capture(event: PublicationCapturedV1, now: datetime) -> Capture:
    page = Page(event.address, event.text.encode(), "text/html", "0" * 64, event.title, event.text, now)
    return Capture(
        publication_id=event.subject_id,
        source=SOURCE,
        entry=Entry(event.address, event.title, "", event.published_at),
        page=page,
        text=event.text,
        truncated=False,
        content_hash=event.content_hash,
        signature=event.signature,
        captured_at=now,
        cause=Cause(event.subject_id),
    )
