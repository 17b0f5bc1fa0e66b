"""Which unions there are, in a running service: what the directory's events have told, in memory."""

import asyncio
import logging

from classify.ports import UnitTable
from classify.routing import Units
from shared.failures import Transient

RELOAD_SECONDS = 5.0
"""How long a replica may go on without what another one has heard; as casework's own replicas."""

log = logging.getLogger(__name__)


class UnitDirectory:
    """A part. Empty until the first event came: casework then looks into its own directory."""

    def __init__(self, table: UnitTable) -> None:
        self._table = table
        self._units = Units(())
        self._edition = 0

    async def start(self) -> None:
        """Raises Transient."""
        await self.refresh()

    async def stop(self) -> None:
        """Nothing is held."""

    def current(self) -> Units:
        return self._units

    async def refresh(self) -> bool:
        """Load what is kept, if it has changed; whether it had. Raises Transient."""
        # First the edition: what is written in between is loaded once more, and never missed.
        edition = await self._table.edition()
        if edition == self._edition:
            return False
        self._units, self._edition = Units(await self._table.units()), edition
        return True

    async def watch(self) -> None:
        """A side task."""
        while True:
            await asyncio.sleep(RELOAD_SECONDS)
            try:
                if await self.refresh():
                    log.info("directory reloaded", extra={"action": "directory.reloaded", "edition": self._edition})
            except Transient as error:
                # Readiness names MongoDB already; the units in hand stay good meanwhile.
                log.info("directory not looked at: %s", error, extra={"action": "directory.unreachable"})
