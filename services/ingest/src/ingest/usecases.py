"""Visit a source; look at a publication again; go by the list of sources."""

import asyncio
import logging
import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from ingest.addresses import publication_id
from ingest.capturing import make_capture
from ingest.domain import Capture, Entry, Known, Page, Revisit, Visited, next_revisit
from ingest.doubles import told_apart
from ingest.errors import FeedUnreadable, Gone, HostRests, IngestError, OwnOutage, PageUnreadable, RobotsForbid
from ingest.looking_again import compared, gone
from ingest.ports import Desk, Reader, Works
from ingest.pseudonyms import Pseudonym, nobody
from ingest.sources.concluding import conclude, conclude_failed, postpone, save
from ingest.sources.kinds import PAGE
from ingest.sources.schedule import USUAL, Draw, Rhythm
from ingest.sources.source import RETIRED, Source
from ingest.sources.visit import Listed
from shared.ops.clock import Clock

log = logging.getLogger(__name__)

CAPTURES_PER_TRANSACTION = 50
BYTES_PER_TRANSACTION = 8_000_000
"""Of raw pages: a transaction must fit into the storage engine's cache (it failed at 47 pages of 4.9 MB)."""
BUDGET = timedelta(minutes=5)
"""Of a visit. Pages not begun by then are left for the next one: an outlet whose every page takes as long as it may
would else outlast the claim."""

Item = TypeVar("Item")


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
    rhythm: Rhythm = USUAL
    draw: Draw = random.uniform
    pseudonym: Pseudonym = nobody


async def visit_source(source: Source, watch: Watch) -> Visited:
    """Read the feed and capture what is new. A source's failure is written down, never raised."""
    begun = watch.clock()
    try:
        visit = await watch.reader.feed(source)
    except HostRests as error:
        return Visited(await postpone(source, error, watch))
    except IngestError as error:
        return Visited(await conclude_failed(source, error, watch))
    except Exception as error:
        # Whatever a stranger's bytes can do to a parser, one source must not end the watching of all others.
        log.exception("a source broke its reader", extra={"action": "source.broke_reader", "source": source.id})
        return Visited(await conclude_failed(source, FeedUnreadable(type(error).__name__), watch))
    by_id = {publication_id(source.outlet_id, entry.address): entry for entry in reversed(visit.entries)}
    unknown = await watch.desk.unknown(list(by_id)) if by_id else set()
    if source.kind == PAGE and (changed := by_id.keys() - unknown):
        # Its bytes are others than at the last visit: the look that compares its words is made now.
        await watch.desk.look_now(list(changed), begun)
    fresh = {id_: entry for id_, entry in reversed(by_id.items()) if id_ in unknown}
    now_due = dict(list(fresh.items())[: watch.pages_per_visit])
    captured = await _capture_all(source, now_due, begun + BUDGET, watch)
    dates = [entry.published_at for entry in visit.entries]
    listed = Listed(dates, captured.total(), complete=captured.total() == len(fresh))
    return Visited(await conclude(source, visit.answered, listed, begun, watch), captured)


async def _capture_all(
    source: Source, fresh: dict[str, Entry], deadline: datetime, watch: Watch
) -> Counter[tuple[str, str]]:
    misses = await watch.desk.misses(list(fresh)) if fresh else {}
    turns = asyncio.Semaphore(watch.pages_at_once)

    async def capture(id_: str, entry: Entry) -> Capture | str | None:
        async with turns:
            if watch.clock() >= deadline:
                return None
            return await _capture(id_, source, entry, misses.get(id_, 0), watch)

    captured: Counter[tuple[str, str]] = Counter()
    items = list(fresh.items())
    for start in range(0, len(items), CAPTURES_PER_TRANSACTION):
        part = items[start : start + CAPTURES_PER_TRANSACTION]
        results = await asyncio.gather(*(capture(id_, entry) for id_, entry in part))
        captures = [result for result in results if isinstance(result, Capture)]
        captures, same = await told_apart(captures, watch.desk)
        for some in _by_bytes(captures, lambda capture: len(capture.page.body)):
            await store_captures(some, (), watch)
        if same:
            async with watch.works.once(()) as work:
                await work.alias(same, watch.clock())
        await store_captures((), [result for result in results if isinstance(result, str)], watch)
        captured.update((capture.lane, "feed" if capture.from_feed else "page") for capture in captures)
    return captured


def _by_bytes(items: Iterable[Item], size_of: Callable[[Item], int]) -> list[list[Item]]:
    parts: list[list[Item]] = []
    size = 0
    for item in items:
        size += size_of(item)
        if not parts or size > BYTES_PER_TRANSACTION:
            parts.append([])
            size = size_of(item)
        parts[-1].append(item)
    return parts


async def store_captures(captures: Sequence[Capture], absent: Sequence[str], watch: Watch) -> None:
    """Evidence, state and events of a batch in one transaction."""
    if not captures and not absent:
        return
    async with watch.works.once(()) as work:
        await work.capture(captures, next_revisit(0, watch.clock(), watch.revisit_pace))
        await work.miss(absent, watch.clock())


async def _capture(id_: str, source: Source, entry: Entry, earlier_misses: int, watch: Watch) -> Capture | str | None:
    """The capture, the id of what could not be had this time, or None for what was not asked for."""
    try:
        page = await _page(entry.address, watch)
    except (Gone, RobotsForbid):
        return make_capture(id_, source, entry, None, watch.clock(), watch.pseudonym)
    except (HostRests, OwnOutage):
        # Nobody was asked, or nobody can be; what is left comes at the next visit.
        return None
    except IngestError:
        if earlier_misses + 1 < watch.page_attempts:
            return id_
        return make_capture(id_, source, entry, None, watch.clock(), watch.pseudonym)
    return make_capture(id_, source, entry, page, watch.clock(), watch.pseudonym)


async def _page(address: str, watch: Watch) -> Page:
    """Raises IngestError, whatever happened: one page must not cost its neighbours their visit, again and again."""
    try:
        return await watch.reader.page(address)
    except IngestError:
        raise
    except Exception as error:
        log.exception("a page broke its reader", extra={"action": "page.broke_reader", "address": address})
        raise PageUnreadable(f"{address}: {type(error).__name__}") from error


async def revisit(known: Sequence[Known], watch: Watch) -> list[Revisit]:
    """Look again; edits, removals and restorations become facts. A failed look is counted, and is no removal."""
    deadline = watch.clock() + BUDGET
    turns = asyncio.Semaphore(watch.pages_at_once)

    async def look(one: Known) -> Revisit | None:
        async with turns:
            # What is left comes again when its claim runs out.
            return await _look(one, watch) if watch.clock() < deadline else None

    revisits = [seen for seen in await asyncio.gather(*(look(one) for one in known)) if seen is not None]
    now = watch.clock()
    for some in _by_bytes(revisits, lambda seen: len(seen.page.body) if seen.page else 0):
        due = {seen.known.publication_id: seen.next_look(now, watch.revisit_pace) for seen in some}
        async with watch.works.once(()) as work:
            await work.revisited(some, due)
    return revisits


async def _look(known: Known, watch: Watch) -> Revisit | None:
    """None when nobody was asked, or nobody could be: that says nothing of the page, and it comes again soon."""
    try:
        page = await _page(known.address, watch)
    except (HostRests, OwnOutage):
        return None
    except Gone:
        return gone(known, watch.clock())
    except IngestError:
        return Revisit(known, "", watch.clock(), failed=True)
    return await asyncio.to_thread(compared, known, page, watch.clock())


async def follow(listed: Sequence[Source], watch: Watch) -> None:
    """Watch what the list names. What it names no more rests with all that is known of it, until it is named again;
    what people added is theirs."""
    await watch.desk.add_sources(listed, watch.clock())
    named = {source.id for source in listed}
    for source in await watch.desk.sources():
        if source.id in named and source.state == RETIRED:
            await save(source, source.resumed(watch.clock()), watch)
            log.info("a source is listed again", extra={"action": "source.resumed", "source": source.id})
        elif source.id not in named and source.state != RETIRED and source.origin == "file":
            await save(source, source.retired("The list of sources does not name it any more."), watch)
            log.warning("a source is not listed any more", extra={"action": "source.retired", "source": source.id})
