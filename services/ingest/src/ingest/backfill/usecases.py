"""Work off a few addresses of the past: read the lists, capture the pages, write down how each ended."""

import asyncio
import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from ingest.addresses import canonical, on_the_web, publication_id
from ingest.backfill import job as j
from ingest.backfill.job import Item, Job
from ingest.backfill.ports import Reader, Works
from ingest.capturing import make_capture
from ingest.domain import Capture
from ingest.doubles import told_apart
from ingest.errors import Gone, IngestError, NestedTooDeep, OwnOutage, RobotsForbid
from ingest.ports import Desk
from ingest.pseudonyms import Pseudonym, nobody
from ingest.reading.listing import Child, Listing
from ingest.sources.source import Source
from shared.ops.clock import Clock
from shared.ops.ids import stable_id

log = logging.getLogger(__name__)

LANE = "backfill"


@dataclass(frozen=True, slots=True)
class Intake:
    """The collaborators of whatever becomes a publication of the past."""

    desk: Desk
    works: Works
    clock: Clock
    pseudonym: Pseudonym = nobody


@dataclass(frozen=True, slots=True)
class Backfill:
    """And of what has to be visited for it."""

    intake: Intake
    reader: Reader
    at_once: int = 2


@dataclass(slots=True)
class Outcome:
    """Of a few addresses."""

    ended: dict[str, str] = field(default_factory=dict)
    later: dict[str, datetime] = field(default_factory=dict)
    captures: list[Capture] = field(default_factory=list)
    same: dict[str, str] = field(default_factory=dict)
    listed: list[Item] = field(default_factory=list)


async def work_off(job: Job, items: Sequence[Item], backfill: Backfill) -> Counter[str]:
    """How many ended how. Raises Transient: they come again when their claim runs out, and nothing was done."""
    outcome = Outcome()
    pages = await _unknown(job, [item for item in items if item.kind == j.PAGE], outcome, backfill)
    turns = asyncio.Semaphore(backfill.at_once)

    async def one(item: Item) -> None:
        async with turns:
            await _one(job, item, outcome, backfill)

    await asyncio.gather(*(one(item) for item in (*pages, *(one for one in items if one.kind == j.LIST))))
    await settle(outcome, backfill.intake)
    return Counter(outcome.ended.values())


async def settle(outcome: Outcome, intake: Intake) -> None:
    """Captures and how their addresses ended, in one transaction. Two addresses of one article, of this batch too, are
    one publication. All are of one outlet. Raises Transient."""
    once = {capture.publication_id: capture for capture in outcome.captures}
    outcome.captures, outcome.same = await told_apart(list(once.values()), intake.desk)
    async with intake.works.once(()) as work:
        # No schedule of looks: an old page is looked at again while a case tells of it, not for being old.
        await work.capture(outcome.captures, None)
        if outcome.same:
            await work.alias(outcome.same, intake.clock())
        await work.listed(outcome.listed, intake.clock())
        await work.ended(outcome.ended)
        await work.later(outcome.later)


async def _unknown(job: Job, pages: Sequence[Item], outcome: Outcome, backfill: Backfill) -> list[Item]:
    """Those that were never captured."""
    ids = {item.id: publication_id(job.source.outlet_id, item.address) for item in pages}
    unknown = await backfill.intake.desk.unknown(list(ids.values())) if ids else set()
    outcome.ended |= {item.id: j.KNOWN for item in pages if ids[item.id] not in unknown}
    return [item for item in pages if ids[item.id] in unknown]


async def _one(job: Job, item: Item, outcome: Outcome, backfill: Backfill) -> None:
    try:
        if item.kind == j.LIST:
            outcome.listed += _below(job, item, await backfill.reader.listing(item.address))
            outcome.ended[item.id] = j.READ
        else:
            await _capture(job, item, outcome, backfill)
    except (Gone, RobotsForbid) as error:
        outcome.ended[item.id] = j.GONE if isinstance(error, Gone) else j.FORBIDDEN
    except IngestError as error:
        _failed(item, error, outcome, backfill.intake.clock())
    except Exception as error:
        log.exception("a page broke its reader", extra={"action": "page.broke_reader", "address": item.address})
        _failed(item, IngestError(type(error).__name__), outcome, backfill.intake.clock())


def _failed(item: Item, error: IngestError, outcome: Outcome, now: datetime) -> None:
    if item.tries + 1 >= j.TRIES and not isinstance(error, OwnOutage):
        outcome.ended[item.id] = j.FAILED
    else:
        outcome.later[item.id] = item.again(now, error.retry_after)


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


def _below(job: Job, item: Item, listing: Listing) -> list[Item]:
    """The pages and further lists that a list names. Raises NestedTooDeep."""
    if listing.children and item.depth >= j.DEEPEST:
        raise NestedTooDeep(f"{item.address} leads to ever more lists.")
    lists = [
        _item(job.id, j.LIST, child.address, depth=item.depth + 1) for child in listing.children if _may(job, child)
    ]
    entries = [entry for entry in listing.entries if on_the_web(entry.address) and job.wants(entry.published_at)]
    return lists + [
        replace(_item(job.id, j.PAGE, one.address), title=one.title, published_at=one.published_at) for one in entries
    ]


def _may(job: Job, child: Child) -> bool:
    """A sitemap that has not changed since before the time asked for holds nothing of it."""
    return not (job.since and child.changed_at and child.changed_at < job.since)


def _item(job_id: str, kind: str, address: str, depth: int = 0) -> Item:
    """The same address once per job."""
    whole = canonical(address)
    return Item(stable_id("backfill", job_id, kind, whole), job_id, kind, whole, depth=depth)


def begin(
    source: Source,
    addresses: Sequence[tuple[str, str]],
    span: tuple[datetime | None, datetime | None],
    now: datetime,
) -> tuple[Job, list[Item]]:
    """`addresses`: kind and address. The same wish is the same job: asked for again after a kill, it goes on."""
    bounds = [moment.isoformat() if moment else "" for moment in span]
    id_ = stable_id("backfill", source.outlet_id, *bounds, *(f"{kind} {address}" for kind, address in addresses))
    items = {item.id: item for item in (_item(id_, kind, address) for kind, address in addresses)}
    return Job(id_, source, *span, now), list(items.values())
