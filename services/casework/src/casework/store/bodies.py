"""The directory of bodies in a running service: seeded once from the packaged table, then the database is the truth."""

import logging
from importlib.resources import files

from casework.body_ports import DirectoryWorks
from casework.body_usecases import seed_bodies, waiting
from casework.domain.directory import Body, Directory, DirectoryUnsound, sheet, sound
from shared.ops.clock import system_clock
from shared.ops.reloading import keep_fresh

SEED_SECONDS = 70.0
"""Longer than MongoDB lets a dead replica's transaction live."""
RELOAD_SECONDS = 5.0
"""How long a replica may go on with the directory of before an import."""

log = logging.getLogger(__name__)


def packaged_bodies() -> tuple[Body, ...]:
    """The organisation of 2022 and that since 2025, as far as they are known; each row says how sure it is."""
    return sheet.read(files("casework").joinpath("data/bodies.csv").read_text("utf-8")).bodies


class Bodies:
    """A part: seeds the directory at the first start, loads it, and follows what others change in it."""

    def __init__(self, works: DirectoryWorks) -> None:
        self._works = works
        self._directory = Directory(())
        self._edition = -1

    async def start(self) -> None:
        """Raises DirectoryUnsound, DirectoryBusy."""
        await waiting(lambda: seed_bodies(packaged_bodies(), self._works, system_clock()), SEED_SECONDS)
        await self.refresh()

    async def stop(self) -> None:
        """Nothing is held."""

    def current(self) -> Directory:
        return self._directory

    async def refresh(self) -> bool:
        """Load the directory if it was changed since; whether it was. Raises DirectoryUnsound, Transient."""
        async with self._works.once(()) as work:
            edition = await work.edition()
            if edition == self._edition:
                return False
            kept = await work.kept()
        self._edition = edition
        self._directory = sound([one.body for one in kept.values()])
        return True

    async def watch(self) -> None:
        """A side task: notices imports made by others."""
        await keep_fresh("directory", self._refresh_if_sound, RELOAD_SECONDS)

    async def _refresh_if_sound(self) -> bool:
        try:
            return await self.refresh()
        except DirectoryUnsound as error:
            log.error("the old directory stays: %s", error, extra={"action": "directory.unsound"})
            return False
