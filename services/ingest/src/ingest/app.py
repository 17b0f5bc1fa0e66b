"""Composition root: the only file that sees every room of ingest."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from starlette.routing import BaseRoute

from ingest.backfill.intake import Intake
from ingest.backfill.rounds import BackfillRounds
from ingest.backfill.store import BACKFILL_INDEXES, BackfillWork, MongoBackfills
from ingest.backfill.usecases import Backfill
from ingest.doors.doorfile import Doors, read_doors
from ingest.doors.keys import KEY_INDEXES, DoorKeys
from ingest.doors.opening import routes_of, tasks_of
from ingest.errands.rounds import AT_ONCE, ErrandRounds
from ingest.errands.store import ERRAND_INDEXES, ErrandWork, MongoErrands
from ingest.errands.usecases import Errands
from ingest.fetching.fetcher import Fetcher
from ingest.following.store import CASE_INDEXES, FollowingWork
from ingest.following.usecases import Following
from ingest.handlers import on_case_states, on_cases_changed, on_revisits_requested
from ingest.http import routes
from ingest.metrics import IngestMetrics
from ingest.pseudonyms import pseudonym_with
from ingest.reading.reader import WebReader
from ingest.reading.room import ReadingRoom
from ingest.recall.rounds import RecallRounds
from ingest.recall.store import MongoRecall
from ingest.rota import Rota
from ingest.settings import Settings
from ingest.sources.discovery import Scout
from ingest.sources.file import read_sources
from ingest.sources.pages import Pages
from ingest.sources.roll import Roll
from ingest.sources.schedule import Rhythm
from ingest.sources.surface import SourceSurface
from ingest.store import INDEXES, IngestWork, MongoDesk
from ingest.usecases import Watch, follow
from ingest.watcher import Revisits, Visits
from shared.contracts.casework import CaseChangedV1, CaseStateV1, RevisitRequestedV1
from shared.failures import Transient
from shared.kit import Kit, Own
from shared.ops.clock import system_clock
from shared.ops.serve import Service
from shared.ops.settings import Platform
from shared.store.unit_of_work import UnitOfWork


class SourceFile:
    """A part: at start, what INGEST_SOURCES names is what is watched. Without a file nothing is changed."""

    def __init__(self, path: Path | None, watch: Watch, added: Callable[[], None]) -> None:
        self._path = path
        self._watch = watch
        self._added = added

    async def start(self) -> None:
        if self._path is None:
            return
        listed = read_sources(self._path)
        try:
            await follow(listed, self._watch)
        except Transient:
            # Replicas that start side by side retire the same sources, and one of them is late.
            await asyncio.sleep(1)
            await follow(listed, self._watch)
        self._added()

    async def stop(self) -> None:
        """Nothing is held."""


def _sources(watch: Watch, scout: Scout, doors: Doors, metrics: IngestMetrics) -> list[BaseRoute]:
    """The list of sources: shown to all, changed by those whom the file of doors names."""
    keepers = doors.keepers()
    pages = Pages(watch.clock, keepers=bool(keepers))
    surface = SourceSurface(Roll(watch.desk, watch.works, watch.clock, watch.rhythm), scout, pages, keepers)
    return [*routes(watch.desk, pages), *(surface.routes(metrics) if keepers else ())]


def _past(
    kit: Kit[IngestWork], watch: Watch, fetcher: Fetcher, room: ReadingRoom, settings: Settings, metrics: IngestMetrics
) -> BackfillRounds:
    works = UnitOfWork(kit.store, BackfillWork, kit.relay.wake)
    reader = WebReader(fetcher, room, settings, system_clock, yielding=True)
    past = Backfill(Intake(watch.desk, works, system_clock, watch.pseudonym), reader)
    return BackfillRounds(past, MongoBackfills(kit.store), metrics)


def _recall(
    kit: Kit[IngestWork], watch: Watch, fetcher: Fetcher, room: ReadingRoom, settings: Settings, metrics: IngestMetrics
) -> RecallRounds:
    reader = WebReader(fetcher, room, settings, system_clock, yielding=True)
    return RecallRounds(watch, reader, MongoRecall(kit.store), timedelta(hours=settings.recall_hours), metrics)


def build(platform: Platform) -> tuple[Kit[IngestWork], Service]:
    settings = Settings()
    kit = Kit(
        "ingest", platform, (*INDEXES, *ERRAND_INDEXES, *BACKFILL_INDEXES, *CASE_INDEXES, *KEY_INDEXES), IngestWork
    )
    metrics = IngestMetrics(kit.metrics, system_clock)
    interval = timedelta(seconds=settings.interval_seconds)
    fetcher, room = Fetcher(settings, metrics), ReadingRoom(settings, metrics)
    reader = WebReader(fetcher, room, settings, system_clock)
    watch = Watch(
        desk=MongoDesk(kit.store),
        works=kit.work,
        reader=reader,
        clock=system_clock,
        page_attempts=settings.page_attempts,
        pages_per_visit=settings.pages_per_visit,
        pages_at_once=settings.pages_at_once,
        revisit_pace=settings.revisit_pace,
        rhythm=Rhythm(interval, max(interval, timedelta(hours=settings.longest_hours))),
        pseudonym=pseudonym_with(settings.pseudonym_key.get_secret_value()),
    )
    revisits = Rota(Revisits(watch, metrics), 1, system_clock)
    following_works = UnitOfWork(kit.store, FollowingWork, kit.relay.wake)
    following = Following(following_works, system_clock, settings.revisit_pace)
    errand_works = UnitOfWork(kit.store, ErrandWork, kit.relay.wake)
    errands = Errands(errand_works, reader, system_clock, settings.revisit_pace)
    looks = Rota(ErrandRounds(errands, MongoErrands(kit.store), metrics), AT_ONCE, system_clock)
    recalls = Rota(_recall(kit, watch, fetcher, room, settings, metrics), 1, system_clock)
    backfills = Rota(_past(kit, watch, fetcher, room, settings, metrics), 1, system_clock)
    doors = read_doors(settings.doors)
    at_once = settings.visits_at_once
    visits = Rota(Visits(watch, interval, metrics, revisits.wake, at_once), at_once, system_clock)
    own = Own(
        handlers={
            RevisitRequestedV1: on_revisits_requested(errand_works, looks.wake),
            CaseChangedV1: on_cases_changed(following, revisits.wake),
            CaseStateV1: on_case_states(following, revisits.wake),
        },
        parts=[SourceFile(settings.sources, watch, visits.wake), fetcher, room],
        side_tasks={"visits": visits.run, "revisits": revisits.run, "errands": looks.run}
        | {"backfills": backfills.run, "recall": recalls.run}
        | tasks_of(doors, watch, metrics),
        routes=[
            *_sources(watch, Scout(fetcher, room, system_clock), doors, metrics),
            *routes_of(doors, watch, DoorKeys(kit.store), metrics),
        ],
        live={"visits": visits.progress, "revisits": revisits.progress, "errands": looks.progress}
        | {"backfills": backfills.progress, "recall": recalls.progress},
    )
    return kit, kit.assemble(own)
