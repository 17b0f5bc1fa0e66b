"""Work off a few addresses of the past: read the lists, capture the pages, write down how each ended."""

import asyncio
import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from ingest.addresses import publication_id
from ingest.backfill import job as j
from ingest.backfill.intake import LANE, Intake, Outcome, settle
from ingest.backfill.job import Item, Job
from ingest.backfill.lists import below
from ingest.backfill.ports import Reader
from ingest.capturing import make_capture
from ingest.errors import Gone, IngestError, OwnOutage, RobotsForbid
from ingest.reading.listing import OVER
from shared.failures import Transient

log = logging.getLogger(__name__)

PORTION = 1_000
"""Addresses written in one transaction."""


@dataclass(frozen=True, slots=True)
class Backfill:
    """And of what has to be visited for it."""

    intake: Intake
    reader: Reader
    at_once: int = 2
    writing: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Two lists of one archive name the same pages, and two transactions that write those collide."""


async def work_off(job: Job, items: Sequence[Item], backfill: Backfill) -> Counter[str]:
    """How many ended how. Raises Transient: they come again when their claim runs out, and nothing was done."""
    outcome = Outcome()
    pages = await _unknown(job, [item for item in items if item.kind == j.PAGE], outcome, backfill)
    turns = asyncio.Semaphore(backfill.at_once)

    async def one(item: Item) -> None:
        async with turns:
            await _one(job, item, outcome, backfill)

    await asyncio.gather(*(one(item) for item in (*pages, *(one for one in items if one.kind == j.LIST))))
    try:
        await settle(outcome, backfill.intake)
    except Exception as error:  # noqa: BLE001 - told, counted, and raised again if that fails too
        return await _try_counts(items, error, backfill)
    return Counter(outcome.ended.values())


async def _try_counts(items: Sequence[Item], error: Exception, backfill: Backfill) -> Counter[str]:
    """How many ended by it: what cannot be kept is not tried for ever. Raises Transient when nothing can be written."""
    extra = {"action": "backfill.not_kept"}
    log.warning("a portion of the past cannot be kept: %s", error, extra=extra, exc_info=error)
    failed = Outcome()
    for item in items:
        _failed(item, IngestError(type(error).__name__), failed, backfill.intake.clock())
    await settle(failed, backfill.intake)
    return Counter(failed.ended.values())


async def _unknown(job: Job, pages: Sequence[Item], outcome: Outcome, backfill: Backfill) -> list[Item]:
    """Those that were never captured."""
    ids = {item.id: publication_id(job.source.outlet_id, item.address) for item in pages}
    unknown = await backfill.intake.desk.unknown(list(ids.values())) if ids else set()
    outcome.ended |= {item.id: j.KNOWN for item in pages if ids[item.id] not in unknown}
    return [item for item in pages if ids[item.id] in unknown]


async def _one(job: Job, item: Item, outcome: Outcome, backfill: Backfill) -> None:
    try:
        if item.kind == j.LIST:
            await _list(job, item, outcome, backfill)
        else:
            await _capture(job, item, outcome, backfill)
    except (Gone, RobotsForbid) as error:
        outcome.ended[item.id] = j.GONE if isinstance(error, Gone) else j.FORBIDDEN
    except IngestError as error:
        _failed(item, error, outcome, backfill.intake.clock())
    except Transient as error:
        log.warning("a list cannot be kept: %s", error, extra={"action": "backfill.not_kept", "address": item.address})
        _failed(item, IngestError("Transient"), outcome, backfill.intake.clock())
    except Exception as error:
        log.exception("a page broke its reader", extra={"action": "page.broke_reader", "address": item.address})
        _failed(item, IngestError(type(error).__name__), outcome, backfill.intake.clock())


def _failed(item: Item, error: IngestError, outcome: Outcome, now: datetime) -> None:
    if item.tries + 1 >= j.TRIES and not isinstance(error, OwnOutage):
        outcome.ended[item.id] = j.FAILED
    else:
        outcome.later[item.id] = item.again(now, error.retry_after)


async def _list(job: Job, item: Item, outcome: Outcome, backfill: Backfill) -> None:
    """In portions, a transaction each: a large one does not fit into what MongoDB keeps at hand. What was written down
    of a list is known when it is read again."""
    found = await backfill.reader.listing(item.address, job.bounds)
    items, now = await asyncio.to_thread(below, job, item, found), backfill.intake.clock()
    over = found.dropped.get(OVER, 0)
    async with backfill.writing:
        for start in range(0, max(1, len(items)), PORTION):
            async with backfill.intake.works.once(()) as work:
                if not await work.listed(job.id, items[start : start + PORTION], 0 if start else over, now):
                    return
    outcome.ended[item.id] = j.READ


async def _capture(job: Job, item: Item, outcome: Outcome, backfill: Backfill) -> None:
    page = await backfill.reader.page(item.address)
    id_ = publication_id(job.source.outlet_id, item.address)
    made = await asyncio.to_thread(
        make_capture, id_, job.source, item.entry, page, backfill.intake.clock(), backfill.intake.pseudonym
    )
    if not page.text:
        # An archive lists sections, authors and pictures too; without the feed's words there is nothing to capture.
        outcome.ended[item.id] = j.NO_ARTICLE
    elif not job.wants(made.entry.published_at):
        outcome.ended[item.id] = j.OUTSIDE
    else:
        outcome.captures.append(replace(made, lane=LANE))
        outcome.ended[item.id] = j.CAPTURED
