"""Composition root: the only file that sees every room of casework."""

from datetime import timedelta

from casework.domain.retention import IRRELEVANT, Policy
from casework.handlers import on_deliveries_changed, on_publications_assessed, on_publications_changed
from casework.http.console import console_routes
from casework.retentionfile import load_retention
from casework.settings import Settings
from casework.store.anchors import Anchoring
from casework.store.bodies import Bodies
from casework.store.indexes import INDEXES
from casework.store.purges import Purging
from casework.store.work import CaseworkWork
from casework.views import Views
from shared.contracts.classify import PublicationAssessedV1
from shared.contracts.ingest import PublicationChangedV1
from shared.contracts.notify import DeliveryChangedV1
from shared.kit import Kit, Own
from shared.messaging.relay import LEASE_SECONDS, replica_name
from shared.ops.clock import system_clock
from shared.ops.ids import new_id
from shared.ops.serve import Service
from shared.ops.settings import Platform
from shared.store.lease import HeldLease, LeaseOffice


def build(platform: Platform) -> tuple[Kit[CaseworkWork], Service]:
    kit = Kit("casework", platform, INDEXES, CaseworkWork)
    bodies = Bodies(kit.store, kit.plain_work)
    purging = Purging(kit.plain_work, _retention, _lease(kit, "retention"), system_clock)
    anchoring = Anchoring(kit.store, _lease(kit, "audit-anchors"), system_clock)
    own = Own(
        handlers={
            PublicationAssessedV1: on_publications_assessed(kit.work, bodies.current, new_id, system_clock),
            PublicationChangedV1: on_publications_changed(kit.work, system_clock),
            DeliveryChangedV1: on_deliveries_changed(kit.work, system_clock),
        },
        parts=[bodies, purging],
        side_tasks={"audit anchors": anchoring.run, "retention": purging.run},
        routes=console_routes(Views(kit.store)),
    )
    return kit, kit.assemble(own)


def _retention() -> Policy:
    return load_retention(Settings().retention_file)[IRRELEVANT]


def _lease(kit: Kit[CaseworkWork], name: str) -> HeldLease:
    ttl = timedelta(seconds=LEASE_SECONDS)
    return HeldLease(LeaseOffice(kit.store, ttl), name, replica_name(kit.platform.http_port), ttl)
