"""Composition root: the only file that sees every room of classify."""

from datetime import timedelta
from typing import Any

from classify.handlers import on_publications_captured, on_publications_judged
from classify.store import INDEXES, ClassifyWork
from classify.story_keeper import StoryKeeper
from classify.story_store import MongoShelf
from classify.teaching.activations import Activations
from classify.teaching.active import ActiveJudge
from classify.teaching.beside import Beside
from classify.teaching.models import ModelShelf
from classify.teaching.shadows import Shadows
from shared.contracts.casework import PublicationJudgedV1
from shared.contracts.ingest import PublicationCapturedV1
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
    handlers: dict[Any, Handler[Any]] = {
        PublicationCapturedV1: on_publications_captured(kit.work, judge, system_clock, beside.saw),
        PublicationJudgedV1: on_publications_judged(kit.work),
    }
    ttl = timedelta(seconds=LEASE_SECONDS)
    lease = HeldLease(LeaseOffice(kit.store, ttl), "stories", kit.replica, ttl)
    keeper = StoryKeeper(MongoShelf(kit.store), kit.work, lease, system_clock, kit.metrics)
    return kit, kit.assemble(
        Own(
            handlers=handlers,
            parts=[judge],
            side_tasks={"stories": keeper.run, "models": judge.run, "shadow": beside.run},
        )
    )
