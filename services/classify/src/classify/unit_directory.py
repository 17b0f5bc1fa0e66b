"""Which unions there are, in a running service: what the directory's events have told, in memory."""

from classify.ports import UnitTable
from classify.routing import Units
from shared.ops.reloading import keep_fresh

RELOAD_SECONDS = 5.0
"""How long a replica may go on without what another one has heard; as casework's own replicas."""


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
        await keep_fresh("directory", self.refresh, RELOAD_SECONDS)
