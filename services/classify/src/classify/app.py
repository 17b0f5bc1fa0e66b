"""Composition root: the only file that sees every room of classify."""

from datetime import timedelta
from typing import Any

from classify.handlers import on_bodies_changed, on_cases_changed, on_publications_captured, on_publications_judged
from classify.store import INDEXES, ClassifyWork
from classify.story_keeper import StoryKeeper
from classify.story_store import MongoShelf
from classify.teaching.activations import Activations
from classify.teaching.active import ActiveJudge
from classify.teaching.beside import Beside
from classify.teaching.models import ModelShelf
from classify.teaching.shadows import Shadows
from classify.unit_directory import UnitDirectory
from classify.unit_store import MongoUnitTable
from shared.contracts.casework import BodyChangedV1, CaseChangedV1, PublicationJudgedV1
from shared.contracts.envelope import Event
from shared.contracts.ingest import PublicationBackfilledV1, PublicationCapturedV1
from shared.kit import Kit, Own
from shared.messaging.ladder import Handler
from shared.messaging.relay import LEASE_SECONDS
from shared.ops.clock import system_clock
from shared.ops.serve import Service
from shared.ops.settings import Platform
from shared.store.lease import HeldLease, LeaseOffice


def build(platform: Platform) -> tuple[Kit[ClassifyWork], Service]:
    kit = Kit("classify", platform, INDEXES, ClassifyWork)
    shelf = ModelShelf(kit.store)
    judge = ActiveJudge(Activations(kit.store), shelf, kit.metrics)
    beside = Beside(Shadows(kit.store), shelf, kit.metrics)
    directory = UnitDirectory(MongoUnitTable(kit.store))
    captured = on_publications_captured(kit.work, judge, directory.current, system_clock, beside.saw)
    handlers: dict[type[Event], Handler[Any]] = {
        PublicationCapturedV1: captured,
        PublicationBackfilledV1: captured,
        PublicationJudgedV1: on_publications_judged(kit.work),
        CaseChangedV1: on_cases_changed(kit.work),
        BodyChangedV1: on_bodies_changed(kit.work, directory.refresh),
    }
    ttl = timedelta(seconds=LEASE_SECONDS)
    lease = HeldLease(LeaseOffice(kit.store, ttl), "stories", kit.replica, ttl)
    keeper = StoryKeeper(MongoShelf(kit.store), kit.work, lease, system_clock, kit.metrics)
    side_tasks = {"stories": keeper.run, "directory": directory.watch, "models": judge.run, "shadow": beside.run}
    return kit, kit.assemble(Own(handlers=handlers, parts=[directory, judge], side_tasks=side_tasks))
