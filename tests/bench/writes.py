"""One transaction per message against one per batch, on the two paths that write most: capture and casework.

The same use cases, units of work and documents; only the number of messages per transaction differs.
"""

import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from tests.bench.capturer import as_capture
from tests.bench.ground import ground
from tests.bench.material import Press

from casework.domain.directory import sound
from casework.handlers import on_publications_assessed
from casework.store.bodies import packaged_bodies
from casework.store.indexes import INDEXES as CASEWORK_INDEXES
from casework.store.work import CaseworkWork
from casework.testing import CLOCKWORK, PROOF_RULES
from casework.usecases.means import Means
from classify.domain import Assessment
from classify.handlers import as_command
from classify.judgement.judge import Judge
from classify.outgoing import to_event
from haichieu.plan import KafkaKind
from haichieu.stack import Stack
from ingest.store import INDEXES as INGEST_INDEXES
from ingest.store import IngestWork
from shared.contracts.classify import PublicationAssessedV1
from shared.contracts.ingest import PublicationCapturedV1
from shared.kit import Kit
from shared.messaging.arrivals import Arrival
from shared.ops.clock import system_clock
from shared.ops.ids import new_id
from shared.ops.settings import Platform
from shared.posting import Record

SIZES = (1, 10, 50, 200, 500)
RECORD = Record("bench", 0, 0, 0, None, None)

Batch = Callable[[Sequence[PublicationCapturedV1]], Awaitable[Any]]


async def measure_writes(kafka_kind: KafkaKind, records: int) -> dict[str, dict[int, float]]:
    """Path → messages per transaction → messages per second."""
    async with ground(kafka_kind) as stack:
        return {"capture": await _capture(stack, records), "casework": await _casework(stack, records)}


async def _capture(stack: Stack, records: int) -> dict[int, float]:
    kit = Kit("ingest", _platform(stack), INGEST_INDEXES, IngestWork)
    await kit.store.start()

    async def write(events: Sequence[PublicationCapturedV1]) -> None:
        now = datetime.now(UTC)
        captures = [as_capture(event, now) for event in events]
        async with kit.work.once(()) as work:
            await work.capture(captures, now)

    try:
        return await _by_size(write, records)
    finally:
        await kit.store.stop()


async def _casework(stack: Stack, records: int) -> dict[int, float]:
    kit = Kit("casework", _platform(stack), CASEWORK_INDEXES, CaseworkWork)
    await kit.store.start()
    means, judge = Means(sound(packaged_bodies()), CLOCKWORK, new_id, PROOF_RULES), Judge()
    handle = on_publications_assessed(kit.work, lambda: means, system_clock)

    async def write(events: Sequence[PublicationCapturedV1]) -> None:
        await handle([Arrival(_assessed(event, judge), RECORD) for event in events])

    try:
        return await _by_size(write, records)
    finally:
        await kit.store.stop()


async def _by_size(write: Batch, records: int) -> dict[int, float]:
    press, rates = Press(0.05), {}
    for size in SIZES:
        # A single-message run of full length would take minutes and say nothing more.
        events = list(press.publications(min(records, max(300, size * 20))))
        started = time.perf_counter()
        for start in range(0, len(events), size):
            await write(events[start : start + size])
        rates[size] = len(events) / (time.perf_counter() - started)
    return rates


def _assessed(event: PublicationCapturedV1, judge: Judge) -> PublicationAssessedV1:
    command = as_command(Arrival(event, RECORD))
    judgement = judge.judge(command.publication.title, command.publication.text)
    return to_event(
        Assessment(
            event.event_id, command.cause, command.publication, judgement, datetime.now(UTC), datetime.now(UTC).date()
        )
    )


def _platform(stack: Stack) -> Platform:
    return Platform.model_validate({"mongo_url": stack.mongo_url, "kafka": stack.kafka})
