"""Capture → notice accepted by SMTP, at a steady offer: ingest's own capture, the real services, a real mail server.

The clock starts when a publication is captured (before its transaction) and ends when the mail server says 250.
"""

import asyncio
import statistics
import time
from dataclasses import dataclass
from datetime import UTC, datetime

from tests.bench.ground import ground
from tests.bench.material import Press

from haichieu.mailroom import Mailroom
from haichieu.plan import KafkaKind
from haichieu.stack import Stack
from ingest.domain import Capture, Entry, Page
from ingest.sources.source import Source
from ingest.store import INDEXES, IngestWork
from shared.cause import Cause
from shared.contracts.ingest import PublicationCapturedV1
from shared.kit import Kit
from shared.ops.settings import Platform

VISIT = 5
"""Publications per capture: what one visit of a busy feed brings."""
WARM_UP = 3.0
SOURCE = Source("bench", "bench", "Báo đo tốc độ", "online", "http://127.0.0.1/bench")


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds over all notices; how many were offered, notified, and never arrived."""

    offered_per_second: float
    notices: int
    p50: float
    p99: float
    missing: int


async def measure_latency(kafka_kind: KafkaKind, *, rate: float, share: float, seconds: float) -> Latency:
    async with ground(kafka_kind) as stack:
        mailroom = Mailroom(stack.plan.ports["smtp"])
        await mailroom.start()
        await asyncio.gather(*(stack.services[name].start() for name in ("classify", "casework", "notify")))
        capturer = Capturer(stack)
        await capturer.start()
        try:
            await capturer.offer(Press(1.0, seed=7), rate, WARM_UP)
            await _until(lambda: len(mailroom.mails) >= capturer.offered, 30)
            started = {}
            press = Press(share)
            warm = len(mailroom.mails)
            await capturer.offer(press, rate, seconds, started)
            relevant = capturer.relevant_of(started)
            await _until(lambda: len(mailroom.mails) - warm >= relevant, 30)
        finally:
            await capturer.stop()
            await mailroom.stop()
        return _summary(rate, mailroom, started, warm, relevant)


def _summary(rate: float, mailroom: Mailroom, started: dict[str, datetime], warm: int, relevant: int) -> Latency:
    times = []
    for mail in mailroom.mails[warm:]:
        address = next((line.split()[-1] for line in mail.text.splitlines() if line.startswith("Địa chỉ")), "")
        if address in started:
            times.append((mail.at - started[address]).total_seconds() * 1_000)
    cuts = statistics.quantiles(times, n=100) if len(times) > 1 else [0.0] * 99
    return Latency(rate, len(times), cuts[49], cuts[98], relevant - len(times))


class Capturer:
    """Ingest without its fetching: its transaction, outbox and relay, in this process."""

    def __init__(self, stack: Stack) -> None:
        environment = stack.environment("ingest")
        names = ("KAFKA", "MONGO_URL", "IDEMPOTENCE", "HTTP_PORT")
        platform = Platform.model_validate({name.lower(): environment[f"HAICHIEU_{name}"] for name in names})
        self._kit = Kit("ingest", platform, INDEXES, IngestWork)
        self._relay: asyncio.Task[None] | None = None
        self.offered = 0
        self._relevant: set[str] = set()

    async def start(self) -> None:
        await self._kit.store.start()
        await self._kit.relay.start()
        self._relay = asyncio.create_task(self._kit.relay.run())

    async def stop(self) -> None:
        if self._relay is not None:
            self._relay.cancel()
        await self._kit.relay.stop()
        await self._kit.store.stop()

    async def offer(self, press: Press, rate: float, seconds: float, started: dict | None = None) -> None:
        """`rate` publications a second, VISIT at a time; a capture that takes long does not slow the offer down."""
        begun, visits = time.perf_counter(), round(rate * seconds / VISIT)
        tasks = []
        for number in range(visits):
            await asyncio.sleep(max(0.0, begun + number * VISIT / rate - time.perf_counter()))
            now = datetime.now(UTC)
            captures = [as_capture(event, now) for event in press.publications(VISIT, now)]
            self._relevant |= {c.entry.address for c, yes in zip(captures, press.last(VISIT), strict=True) if yes}
            if started is not None:
                started |= {capture.entry.address: now for capture in captures}
            tasks.append(asyncio.create_task(self._store(captures, now)))
            self.offered += VISIT
        await asyncio.gather(*tasks)

    def relevant_of(self, started: dict[str, datetime]) -> int:
        return len(self._relevant & started.keys())

    async def _store(self, captures: list[Capture], now: datetime) -> None:
        async with self._kit.work.once(()) as work:
            await work.capture(captures, now)


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


async def _until(done, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not done() and time.monotonic() < deadline:  # noqa: ASYNC110 - the mailbox tells nobody
        await asyncio.sleep(0.05)
