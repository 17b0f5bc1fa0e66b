"""From a wish, or a list that was read, to addresses. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from ingest.addresses import canonical, on_the_web
from ingest.backfill import job as j
from ingest.backfill.job import Item, Job
from ingest.errors import NestedTooDeep
from ingest.reading.listing import Listing
from ingest.sources.source import Source
from shared.ops.ids import stable_id


def below(job: Job, item: Item, listing: Listing) -> list[Item]:
    """The pages and further lists that a list names. Raises NestedTooDeep."""
    if listing.children and item.depth >= j.DEEPEST:
        raise NestedTooDeep(f"{item.address} leads to ever more lists.")
    lists = [
        item_at(job.id, j.LIST, child.address, depth=item.depth + 1)
        for child in listing.children
        if job.bounds.may_hold(child.changed_at)
    ]
    entries = [entry for entry in listing.entries if on_the_web(entry.address) and job.wants(entry.published_at)]
    return lists + [
        replace(item_at(job.id, j.PAGE, one.address), title=one.title, published_at=one.published_at) for one in entries
    ]


def item_at(job_id: str, kind: str, address: str, depth: int = 0) -> Item:
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
    items = {item.id: item for item in (item_at(id_, kind, address) for kind, address in addresses)}
    return Job(id_, source, *span, now), list(items.values())
