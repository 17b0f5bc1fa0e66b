"""What people do to the list of sources (use cases)."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ingest.ports import Desk, Works
from ingest.sources.concluding import save
from ingest.sources.refused import SourcesRefused
from ingest.sources.schedule import USUAL, Draw, Rhythm
from ingest.sources.source import RESTING, RETIRED, Source
from shared.ops.clock import Clock


@dataclass(frozen=True, slots=True)
class Roll:
    """The collaborators."""

    desk: Desk
    works: Works
    clock: Clock
    rhythm: Rhythm = USUAL
    draw: Draw = random.uniform


@dataclass(frozen=True, slots=True)
class Difference:
    """What a list changes: addresses. What is known already keeps its history and its state."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    same: int


async def take(listed: Sequence[Source], roll: Roll, *, dry_run: bool = False) -> Difference:
    """Add and change; nothing is taken away. Raises SourcesRefused when an address is listed twice."""
    ids = [source.id for source in listed]
    if twice := [source.url for source in listed if ids.count(source.id) > 1]:
        raise SourcesRefused(f"{twice[0]} is listed twice. One address is one source.")
    known = {source.id: source for source in await roll.desk.sources()}
    added = [source for source in listed if source.id not in known]
    changed = [source for source in listed if source.id in known and _said(source) != _said(known[source.id])]
    if not dry_run:
        await roll.desk.add_sources([*added, *changed], roll.clock())
        for source in listed:
            if source.id in known and known[source.id].state == RETIRED and source.state not in RESTING:
                await resume(source.id, roll)
    same = len(listed) - len(added) - len(changed)
    return Difference(tuple(one.url for one in added), tuple(one.url for one in changed), same)


def _said(source: Source) -> tuple[Any, ...]:
    return (
        source.outlet_id,
        source.outlet_name,
        source.medium,
        source.priority,
        source.tags,
        source.body_id,
        source.section,
        source.kind,
    )


async def find(wanted: str, roll: Roll) -> Source:
    """By id, by the beginning of one, or by address. Raises SourcesRefused."""
    sources = await roll.desk.sources()
    found = [source for source in sources if wanted in (source.id, source.url)]
    found = found or [source for source in sources if len(wanted) >= 4 and source.id.startswith(wanted)]
    if len(found) != 1:
        told = "No source is" if not found else f"{len(found)} sources are"
        raise SourcesRefused(f"{told} called {wanted}. `haichieu ingest sources list` shows them.")
    return found[0]


async def pause(wanted: str, reason: str, roll: Roll) -> Source:
    source = await find(wanted, roll)
    return await save(source, source.paused(reason), roll)


async def resume(wanted: str, roll: Roll) -> Source:
    """Also one that the list of sources does not name any more: from now on it is people's."""
    source = await find(wanted, roll)
    if source.state in RESTING:
        if source.state == RETIRED:
            source = replace(source, origin="people")
            await roll.desk.add_sources([source], roll.clock())
        source = await save(source, source.resumed(roll.clock()), roll)
    return source


async def change(wanted: str, said: dict[str, Any], roll: Roll) -> Source:
    source = replace(await find(wanted, roll), **said)
    await roll.desk.add_sources([source], roll.clock())
    return source
