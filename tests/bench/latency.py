"""Capture → notice accepted by SMTP, at a steady offer: ingest's own capture, the real services, a real mail server.

The clock starts when a publication is captured (before its transaction) and ends when the mail server says 250.
"""

import asyncio
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pymongo import MongoClient
from tests.bench.capturer import Capturer
from tests.bench.ground import ground, preload
from tests.bench.material import Press, wire

from classify.judgement.judge import Judge
from haichieu.mailroom import Mail, Mailroom
from haichieu.plan import KafkaKind
from shared.contracts.ingest import BACKFILL, PublicationBackfilledV1, PublicationCapturedV1

WARM_UP = 3.0


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds over all notices; how many arrived, and how many did not within half a minute."""

    notices: int
    p50: float
    p99: float
    missing: int
    past_left: int = 0
    """Of a backfill, at the end: less than nothing would mean that it was over before."""


async def measure_latency(
    kafka_kind: KafkaKind, *, rate: float, share: float, seconds: float, past: int = 0
) -> Latency:
    """`past`: so many publications of a backfill stand on their topic when it begins."""
    first = list(Press(1.0, seed=7).publications(round(rate * WARM_UP)))
    events = list(Press(share).publications(round(rate * seconds)))
    warm, relevant = _relevant(first), _relevant(events)
    async with ground(kafka_kind) as stack:
        await preload(
            stack.kafka, PublicationBackfilledV1.TOPIC, map(wire, map(_of_the_past, Press(share).publications(past)))
        )
        mailroom = Mailroom(stack.plan.ports["smtp"])
        await mailroom.start()
        await asyncio.gather(*(stack.services[name].start() for name in ("classify", "casework", "notify")))
        capturer = Capturer(stack)
        await capturer.start()
        try:
            await capturer.offer(first, rate)
            if not await _until(lambda: len(mailroom.mails) >= warm, 60):
                raise TimeoutError(f"only {len(mailroom.mails)} of the first {warm} notices arrived")
            started = await capturer.offer(events, rate)
            await _until(lambda: len(mailroom.mails) >= warm + relevant, 30)
        finally:
            await capturer.stop()
            await mailroom.stop()
        return _summary(
            mailroom.mails, started, relevant, past and past + len(first) + len(events) - _handled(stack.mongo_url)
        )


def _of_the_past(event: PublicationCapturedV1) -> PublicationBackfilledV1:
    old = {"published_at": event.captured_at - timedelta(days=400), "lane": BACKFILL}
    return PublicationBackfilledV1(**event.model_dump() | old)


def _handled(mongo_url: str) -> int:
    """By the last of the services: of the past and of today."""
    client: MongoClient[dict[str, Any]] = MongoClient(mongo_url)
    with client:
        inbox = client["haichieu_casework"]["sightings"]
        return inbox.estimated_document_count()


def _relevant(events: Sequence[PublicationCapturedV1]) -> int:
    """How many of them become a case: a mix of relevant sentences is not always relevant itself."""
    judge = Judge()
    return sum(judge.judge(event.title, event.text).relevant == "yes" for event in events)


def _summary(mails: Sequence[Mail], started: Mapping[str, datetime], relevant: int, past_left: int) -> Latency:
    times = []
    for mail in mails:
        address = next((line.split()[-1] for line in mail.text.splitlines() if line.startswith("Địa chỉ")), "")
        if address in started:
            times.append((mail.at - started[address]).total_seconds() * 1_000)
    cuts = statistics.quantiles(times, n=100) if len(times) > 1 else [0.0] * 99
    return Latency(len(times), cuts[49], cuts[98], relevant - len(times), past_left)


async def _until(done: Callable[[], bool], seconds: float) -> bool:
    """Whether it was done in time."""
    deadline = time.monotonic() + seconds
    while not done() and time.monotonic() < deadline:  # noqa: ASYNC110 - the mailbox tells nobody
        await asyncio.sleep(0.05)
    return done()
