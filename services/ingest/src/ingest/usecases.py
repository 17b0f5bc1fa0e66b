"""Visit a source; look at a publication again."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ingest.addresses import canonical, publication_id
from ingest.domain import Capture, Entry, HealthChange, Known, Page, Revisit, Source, next_revisit
from ingest.errors import Gone, IngestError
from ingest.ports import Desk, Reader, Works
from ingest.reading import words
from shared.cause import Cause
from shared.ops.clock import Clock
from shared.ops.ids import new_traceparent

log = logging.getLogger(__name__)

CAPTURES_PER_TRANSACTION = 50
BYTES_PER_TRANSACTION = 8_000_000
"""Of raw pages: a transaction must fit into the storage engine's cache (it failed at 47 pages of 4.9 MB)."""


@dataclass(frozen=True, slots=True)
class Watch:
    """The collaborators and the two numbers of watching."""

    desk: Desk
    works: Works
    reader: Reader
    clock: Clock
    page_attempts: int
    pages_at_once: int
    revisit_pace: float
    pages_per_visit: int = 150


async def visit_source(source: Source, watch: Watch) -> int:
    """Read the feed and capture what is new; how much that was. A source's failure is written down, never raised."""
    try:
        visit = await watch.reader.feed(source)
    except IngestError as error:
        await _save(source, source.failed(f"{type(error).__name__}: {error}"), watch)
        return 0
    except Exception as error:
        # Whatever a stranger's bytes can do to a parser, one source must not end the watching of all others.
        log.exception("a source broke its reader", extra={"action": "source.broke_reader", "source": source.id})
        await _save(source, source.failed(f"{type(error).__name__}"), watch)
        return 0
    by_id = {publication_id(source.outlet_id, entry.address): entry for entry in reversed(visit.entries)}
    unknown = await watch.desk.unknown(list(by_id))
    fresh = {id_: entry for id_, entry in reversed(by_id.items()) if id_ in unknown}
    now_due = dict(list(fresh.items())[: watch.pages_per_visit])
    captured, missed = await _capture_all(source, now_due, watch)
    # A page that could not be had is tried at the next visit; an unchanged feed (304) would hide it.
    seen = (
        source.visited("", "")
        if missed or len(fresh) > len(now_due)
        else source.visited(visit.etag, visit.last_modified)
    )
    await _save(source, seen, watch)
    return captured


async def _capture_all(source: Source, fresh: dict[str, Entry], watch: Watch) -> tuple[int, int]:
    misses = await watch.desk.misses(list(fresh))
    turns = asyncio.Semaphore(watch.pages_at_once)

    async def capture(id_: str, entry: Entry) -> Capture | str:
        async with turns:
            return await _capture(id_, source, entry, misses.get(id_, 0), watch)

    captured = missed = 0
    items = list(fresh.items())
    for start in range(0, len(items), CAPTURES_PER_TRANSACTION):
        part = items[start : start + CAPTURES_PER_TRANSACTION]
        results = await asyncio.gather(*(capture(id_, entry) for id_, entry in part))
        captures = [result for result in results if isinstance(result, Capture)]
        absent = [result for result in results if isinstance(result, str)]
        for some in _by_bytes(captures):
            await store_captures(some, (), watch)
        await store_captures((), absent, watch)
        captured, missed = captured + len(captures), missed + len(absent)
    return captured, missed


def _by_bytes(captures: Sequence[Capture]) -> list[list[Capture]]:
    parts: list[list[Capture]] = [[]]
    size = 0
    for capture in captures:
        size += len(capture.page.body)
        if parts[-1] and size > BYTES_PER_TRANSACTION:
            parts.append([])
            size = len(capture.page.body)
        parts[-1].append(capture)
    return parts


async def store_captures(captures: Sequence[Capture], absent: Sequence[str], watch: Watch) -> None:
    """Evidence, state and events of a batch in one transaction."""
    if not captures and not absent:
        return
    async with watch.works.once(()) as work:
        await work.capture(captures, next_revisit(0, watch.clock(), watch.revisit_pace))
        await work.miss(absent)


async def _capture(id_: str, source: Source, entry: Entry, earlier_misses: int, watch: Watch) -> Capture | str:
    """The capture, or the id of what could not be had this time."""
    try:
        page = await watch.reader.page(entry.address)
    except Gone:
        return make_capture(id_, source, entry, None, watch.clock())
    except IngestError:
        if earlier_misses + 1 < watch.page_attempts:
            return id_
        return make_capture(id_, source, entry, None, watch.clock())
    return make_capture(id_, source, entry, page, watch.clock())


def make_capture(id_: str, source: Source, entry: Entry, page: Page | None, now: datetime) -> Capture:
    """Without a page, or when no article is found in it, the feed's own words stand in."""
    from_feed = page is None or not page.text
    evidence = page or _feed_as_page(entry, now)
    text, truncated = words.cut(entry.summary if from_feed else evidence.text)
    title = entry.title or evidence.title or entry.address
    return Capture(
        publication_id=id_,
        source=source,
        entry=Entry(canonical(entry.address), title, entry.summary, entry.published_at),
        page=evidence,
        text=text,
        truncated=truncated,
        content_hash=words.content_hash(evidence.title, text),
        signature=words.signature(text),
        captured_at=now,
        cause=Cause(id_, None, new_traceparent()),
        from_feed=from_feed,
    )


def _feed_as_page(entry: Entry, now: datetime) -> Page:
    body = f"{entry.title}\n\n{entry.summary}".encode()
    return Page(entry.address, body, "text/plain; charset=utf-8", words.sha256(body), entry.title, entry.summary, now)


async def _save(before: Source, after: Source, watch: Watch) -> None:
    change = HealthChange(after, watch.clock()) if after.state != before.state else None
    async with watch.works.once(()) as work:
        await work.save_source(after, change)


async def revisit(known: Sequence[Known], watch: Watch) -> list[Revisit]:
    """Look again; edits, removals and restorations become facts. A failed visit changes nothing and comes again."""
    turns = asyncio.Semaphore(watch.pages_at_once)

    async def look(one: Known) -> Revisit | None:
        async with turns:
            return await _look(one, watch)

    revisits = [seen for seen in await asyncio.gather(*(look(one) for one in known)) if seen is not None]
    now = watch.clock()
    due = {seen.known.publication_id: next_revisit(seen.known.visits + 1, now, watch.revisit_pace) for seen in revisits}
    if revisits:
        async with watch.works.once(()) as work:
            await work.revisited(revisits, due)
    return revisits


async def _look(known: Known, watch: Watch) -> Revisit | None:
    try:
        page = await watch.reader.page(known.address)
    except Gone:
        return Revisit(known, "" if known.state == "removed" else "removed", watch.clock())
    except IngestError:
        return None
    text, _ = words.cut(page.text)
    hashed = words.content_hash(page.title, text)
    if not text or (hashed == known.content_hash and known.state != "removed"):
        return Revisit(known, "", watch.clock())
    change = "restored" if known.state == "removed" else "" if known.from_feed else "edited"
    return Revisit(
        known, change, watch.clock(), page, text, hashed, await asyncio.to_thread(words.difference, known.text, text)
    )
