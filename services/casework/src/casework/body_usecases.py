"""Seeding and changing the directory of bodies: each all or nothing, in one transaction."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from casework.body_ports import DirectoryWorks, Kept
from casework.domain.change import MACHINE
from casework.domain.directory import Body, DirectoryUnsound, sound
from casework.domain.directory.difference import Difference, difference
from shared.failures import Transient
from shared.patience import patiently

Done = TypeVar("Done")


class DirectoryBusy(Transient):
    """Somebody else was writing the directory all the time, or the database was away."""


async def seed_bodies(packaged: Sequence[Body], works: DirectoryWorks, now: datetime) -> bool:
    """Fill an empty directory. False when there is one already: from then on the database is the truth."""
    async with works.once(()) as work:
        if await work.kept():
            return False
        await work.write([Kept(body, 1) for body in packaged], MACHINE, now)
    return True


async def change_bodies(
    wanted: Sequence[Body], works: DirectoryWorks, actor: str, now: datetime, lines: Mapping[str, int], *, dry_run: bool
) -> Difference:
    """Add and alter; bodies that are not named stay as they are. Raises DirectoryUnsound, and then nothing changed.

    `lines` tells on which line of its file a body stands.
    """
    async with works.once(()) as work:
        kept = await work.kept()
        before = {body_id: one.body for body_id, one in kept.items()}
        found = difference(before, wanted)
        _check([*(before | {body.id: body for body in wanted}).values()], lines)
        if found.written and not dry_run:
            versions = {body_id: one.version for body_id, one in kept.items()}
            changed = [Kept(body, versions.get(body.id, 0) + 1) for body in found.written]
            await work.write(changed, actor, now)
    return found


def _check(bodies: Sequence[Body], lines: Mapping[str, int]) -> None:
    try:
        sound(bodies)
    except DirectoryUnsound as error:
        raise DirectoryUnsound([replace(fault, row=lines.get(fault.body_id)) for fault in error.faults]) from None


async def waiting(attempt: Callable[[], Awaitable[Done]], seconds: float) -> Done:
    """Whoever writes the directory at the same moment makes ours conflict: wait for it and look again.

    Raises DirectoryBusy.
    """
    try:
        return await patiently(attempt, seconds)
    except Transient as error:
        raise DirectoryBusy(f"Danh bạ đang bị nơi khác ghi, hoặc MongoDB không trả lời: {error}") from error
