"""Compare a section with what its feed gave; capture what the feed did not give."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from ingest.addresses import publication_id
from ingest.capturing import make_capture
from ingest.domain import Capture, Entry, next_revisit
from ingest.doubles import told_apart
from ingest.errors import Gone, IngestError, RobotsForbid
from ingest.recall.figures import Recalled, comparable, missed
from ingest.recall.ports import Reader
from ingest.sources.source import Source
from ingest.usecases import Watch

MOST_PAGES = 30
"""Visited of one section at a time; the others stay suspects."""


@dataclass(slots=True)
class Found:
    """At the suspects' addresses: articles, what is none, and what could not be looked at now."""

    captures: list[Capture] = field(default_factory=list)
    none: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


async def compare(source: Source, suspects: Collection[str], reader: Reader, watch: Watch) -> Recalled:
    """Two looks are needed: what nobody had at the last one, and the feed has not brought since, it will not bring.

    Raises IngestError when the section cannot be read, Transient.
    """
    now = watch.clock()
    entries = comparable(await reader.section(source.section), source, now)
    by_id = {publication_id(source.outlet_id, entry.address): entry for entry in entries}
    unknown = await watch.desk.unknown(list(by_id)) if by_id else set()
    # Pages that the feed did give, or that are no articles: tried before, and not to be had.
    unknown -= set(await watch.desk.misses(list(unknown))) if unknown else set()
    overdue = {id_: by_id[id_] for id_ in by_id if id_ in unknown and id_ in suspects}
    found = await _look(source, overdue, reader, watch)
    fresh, same = await told_apart(found.captures, watch.desk)
    gone_by = [one for one in fresh if not missed(one.entry.published_at, now)]
    captures = [replace(one, lane="backfill") if one in gone_by else one for one in fresh]
    async with watch.works.once(()) as work:
        await work.capture(captures, next_revisit(0, now, watch.revisit_pace))
        if same:
            await work.alias(same, now)
        await work.miss(found.none, now)
    count = len(captures) - len(gone_by)
    listed = len(by_id) - len(unknown) + count
    left = [id_ for id_ in unknown if id_ not in overdue or id_ in found.left]
    return Recalled(source, now, listed, count, left)


async def _look(source: Source, overdue: Mapping[str, Entry], reader: Reader, watch: Watch) -> Found:
    found = Found()
    for number, (id_, entry) in enumerate(overdue.items()):
        if number >= MOST_PAGES:
            found.left.append(id_)
            continue
        try:
            page = await reader.page(entry.address)
        except (Gone, RobotsForbid):
            found.none.append(id_)
        except IngestError:
            found.left.append(id_)
        else:
            made = make_capture(id_, source, entry, page, watch.clock(), watch.pseudonym)
            # A section page leads to sections, authors and videos too.
            (found.captures.append(made) if page.text else found.none.append(id_))
    return found
