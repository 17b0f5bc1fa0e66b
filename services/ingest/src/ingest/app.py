"""Composition root: the only file that sees every room of ingest."""

from datetime import timedelta

from ingest.fetching.fetcher import Fetcher
from ingest.reading.reader import WebReader
from ingest.settings import Settings
from ingest.sources import read_sources
from ingest.store import INDEXES, IngestWork, MongoDesk
from ingest.usecases import Watch
from ingest.watcher import Watcher
from shared.kit import Kit, Own
from shared.ops.clock import system_clock
from shared.ops.serve import Service
from shared.ops.settings import Platform


class SourceFile:
    """A part: adds the sources of INGEST_SOURCES at start."""

    def __init__(self, settings: Settings, desk: MongoDesk) -> None:
        self._path = settings.sources
        self._desk = desk

    async def start(self) -> None:
        if self._path is not None:
            await self._desk.add_sources(read_sources(self._path))

    async def stop(self) -> None:
        """Nothing is held."""


def build(platform: Platform) -> tuple[Kit[IngestWork], Service]:
    settings = Settings()
    kit = Kit("ingest", platform, INDEXES, IngestWork)
    desk, fetcher = MongoDesk(kit.store), Fetcher(settings)
    watch = Watch(
        desk=desk,
        works=kit.work,
        reader=WebReader(fetcher, settings, system_clock),
        clock=system_clock,
        page_attempts=settings.page_attempts,
        pages_per_visit=settings.pages_per_visit,
        pages_at_once=settings.pages_at_once,
        revisit_pace=settings.revisit_pace,
    )
    watcher = Watcher(watch, desk, timedelta(seconds=settings.interval_seconds))
    own = Own(
        parts=[SourceFile(settings, desk), fetcher],
        side_tasks={
            **{f"visits {number}": watcher.visit for number in range(1, settings.visits_at_once + 1)},
            "revisits": watcher.look_again,
        },
        live={"visits": watcher.progress},
    )
    return kit, kit.assemble(own)
