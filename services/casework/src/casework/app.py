"""Composition root: the only file that sees every room of casework."""

from casework.entrance import Ground, make_entrance
from casework.first_admin import FirstAdmin
from casework.handlers import on_deliveries_changed, on_publications_assessed, on_publications_changed
from casework.settings import Settings
from casework.store.access_indexes import ACCESS_INDEXES
from casework.store.bodies import Bodies
from casework.store.indexes import INDEXES
from casework.store.work import CaseworkWork
from casework.surface import surface
from shared.contracts.classify import PublicationAssessedV1
from shared.contracts.ingest import PublicationChangedV1
from shared.contracts.notify import DeliveryChangedV1
from shared.kit import Kit, Own
from shared.ops.clock import system_clock
from shared.ops.ids import new_id
from shared.ops.serve import Service
from shared.ops.settings import Platform


def build(platform: Platform) -> tuple[Kit[CaseworkWork], Service]:
    kit = Kit("casework", platform, (*INDEXES, *ACCESS_INDEXES), CaseworkWork)
    settings = Settings()
    bodies = Bodies(kit.store, kit.plain_work)
    ground = Ground(kit.store, kit.plain_work)
    entrance = make_entrance(ground, settings)
    own = Own(
        handlers={
            PublicationAssessedV1: on_publications_assessed(kit.work, bodies.current, new_id, system_clock),
            PublicationChangedV1: on_publications_changed(kit.work, system_clock),
            DeliveryChangedV1: on_deliveries_changed(kit.work, system_clock),
        },
        parts=[bodies, FirstAdmin(entrance.registry, entrance.accounts, settings)],
        routes=surface(ground, entrance, settings),
    )
    return kit, kit.assemble(own)
