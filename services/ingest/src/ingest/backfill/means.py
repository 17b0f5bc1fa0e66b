"""What the commands about the past work with."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

from ingest.backfill.intake import Intake
from ingest.backfill.store import BackfillWork, MongoBackfills
from ingest.metrics import IngestMetrics
from ingest.pseudonyms import pseudonym_with
from ingest.reading.room import ReadingRoom
from ingest.settings import Settings
from ingest.sources.roll import Roll, find
from ingest.sources.source import Source
from ingest.store import IngestWork, MongoDesk
from shared.ops.clock import system_clock
from shared.ops.metrics import Metrics
from shared.ops.wrong_settings import read
from shared.store.client import Store
from shared.store.unit_of_work import UnitOfWork

Opened = Callable[[], AbstractAsyncContextManager[Store]]


@dataclass(frozen=True, slots=True)
class Means:
    store: Store
    past: MongoBackfills
    intake: Intake
    room: ReadingRoom
    settings: Settings

    async def source(self, wanted: str) -> Source:
        """Raises SourcesRefused."""
        works = UnitOfWork(self.store, IngestWork, _nobody)
        return await find(wanted, Roll(MongoDesk(self.store), works, system_clock))


@asynccontextmanager
async def means_of(opened: Opened) -> AsyncIterator[Means]:
    settings = read(Settings)
    room = ReadingRoom(settings, IngestMetrics(Metrics("ingest"), system_clock))
    pseudonym = pseudonym_with(settings.pseudonym_key.get_secret_value())
    async with opened() as store:
        works = UnitOfWork(store, BackfillWork, _nobody)
        intake = Intake(MongoDesk(store), works, system_clock, pseudonym)
        try:
            yield Means(store, MongoBackfills(store), intake, room, settings)
        finally:
            await room.stop()


def _nobody() -> None:
    """The relay of the running service finds the events within a second."""
