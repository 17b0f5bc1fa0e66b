"""Composition root: the only file that sees every room of casework."""

from datetime import timedelta

from casework.communefile import load_communes
from casework.domain.clockwork import Clockwork
from casework.domain.retention import IRRELEVANT, Policy
from casework.entrance import Ground, make_entrance
from casework.first_admin import FirstAdmin
from casework.handlers import (
    on_deliveries_changed,
    on_publications_assessed,
    on_publications_changed,
    on_revisits_seen,
    on_stories_changed,
)
from casework.heirs import Heirs
from casework.http.order_desk import OrderDesk
from casework.letter_office import make_letter_desk, make_report_desk
from casework.prooffile import load_proof_rules
from casework.reminderfile import load_reminders
from casework.retentionfile import load_retention
from casework.rulefile import load_clocks
from casework.settings import Settings
from casework.store.access_indexes import ACCESS_INDEXES
from casework.store.anchors import Anchoring
from casework.store.bodies import Bodies
from casework.store.bodies_table import BodyTable
from casework.store.indexes import INDEXES
from casework.store.older_cases import OlderCases
from casework.store.purges import Purging
from casework.store.refused import RefusedSignIns
from casework.store.work import CaseworkWork
from casework.surface import surface
from casework.timekeeper import Timekeeper
from casework.usecases.means import Means
from shared.contracts.classify import BackfillAssessedV1, PublicationAssessedV1, StoryChangedV1
from shared.contracts.ingest import PublicationChangedV1, RevisitSeenV1
from shared.contracts.notify import DeliveryChangedV1
from shared.kit import Kit, Own
from shared.messaging.relay import LEASE_SECONDS
from shared.ops.clock import system_clock
from shared.ops.ids import new_id
from shared.ops.serve import Service
from shared.ops.settings import Platform
from shared.store.lease import HeldLease, LeaseOffice
from shared.store.unit_of_work import UnitOfWork


def build(platform: Platform) -> tuple[Kit[CaseworkWork], Service]:
    kit = Kit("casework", platform, (*INDEXES, *ACCESS_INDEXES), CaseworkWork)
    settings = Settings()
    bodies = Bodies(UnitOfWork(kit.store, BodyTable, kit.relay.wake))
    book, reckoner = load_clocks()
    planner = load_reminders(settings.reminders_file, book, reckoner.days)
    clockwork, proof_rules = Clockwork(book, reckoner, planner), load_proof_rules(book)

    communes = load_communes()

    def means() -> Means:
        return Means(bodies.current(), clockwork, new_id, proof_rules, communes)

    purging = Purging(kit.plain_work, _retention, _lease(kit, "retention"), system_clock)
    anchoring = Anchoring(kit.store, _lease(kit, "audit-anchors"), system_clock)
    ground = Ground(kit.store, kit.plain_work)
    entrance = make_entrance(ground, settings)
    letters = make_letter_desk(kit.store, kit.relay.wake, entrance.accounts, means, settings, system_clock)
    reports = make_report_desk(kit.store, kit.relay.wake, bodies.current, system_clock)
    assessed = on_publications_assessed(kit.work, means, system_clock)
    own = Own(
        handlers={
            PublicationAssessedV1: assessed,
            BackfillAssessedV1: assessed,
            PublicationChangedV1: on_publications_changed(kit.work, system_clock),
            StoryChangedV1: on_stories_changed(kit.work),
            DeliveryChangedV1: on_deliveries_changed(kit.work, system_clock),
            RevisitSeenV1: on_revisits_seen(kit.work, means, system_clock),
        },
        parts=[bodies, purging, FirstAdmin(entrance.registry, entrance.accounts, settings)],
        side_tasks={
            "clocks": Timekeeper(kit.work, means, system_clock, kit.metrics).run,
            "directory": bodies.watch,
            "older cases": OlderCases(kit.store).run,
            "handovers": Heirs(kit.work, means, system_clock).run,
            "audit anchors": anchoring.run,
            "retention": purging.run,
            "refused sign-ins": RefusedSignIns(kit.plain_work, system_clock).run,
        },
        routes=surface(ground, entrance, settings, OrderDesk(kit.work, means, system_clock), letters, reports),
    )
    return kit, kit.assemble(own)


def _retention() -> Policy:
    return load_retention(Settings().retention_file)[IRRELEVANT]


def _lease(kit: Kit[CaseworkWork], name: str) -> HeldLease:
    ttl = timedelta(seconds=LEASE_SECONDS)
    return HeldLease(LeaseOffice(kit.store, ttl), name, kit.replica, ttl)
