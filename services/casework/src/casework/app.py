"""Composition root: the only file that sees every room of casework."""

from casework.domain.clockwork import Clockwork
from casework.handlers import on_deliveries_changed, on_publications_assessed, on_publications_changed
from casework.http.console import console_routes
from casework.rulefile import load_clocks
from casework.store.bodies import Bodies
from casework.store.bodies_table import BodyTable
from casework.store.indexes import INDEXES
from casework.store.work import CaseworkWork
from casework.timekeeper import Timekeeper
from casework.usecases.means import Means
from casework.views import Views
from shared.contracts.classify import PublicationAssessedV1
from shared.contracts.ingest import PublicationChangedV1
from shared.contracts.notify import DeliveryChangedV1
from shared.kit import Kit, Own
from shared.ops.clock import system_clock
from shared.ops.ids import new_id
from shared.ops.serve import Service
from shared.ops.settings import Platform
from shared.store.unit_of_work import UnitOfWork


def build(platform: Platform) -> tuple[Kit[CaseworkWork], Service]:
    kit = Kit("casework", platform, INDEXES, CaseworkWork)
    bodies = Bodies(UnitOfWork(kit.store, BodyTable, kit.relay.wake))
    clockwork = Clockwork(*load_clocks())

    def means() -> Means:
        return Means(bodies.current(), clockwork, new_id)

    own = Own(
        handlers={
            PublicationAssessedV1: on_publications_assessed(kit.work, means, system_clock),
            PublicationChangedV1: on_publications_changed(kit.work, system_clock),
            DeliveryChangedV1: on_deliveries_changed(kit.work, system_clock),
        },
        parts=[bodies],
        side_tasks={"clocks": Timekeeper(kit.work, system_clock, kit.metrics).run, "directory": bodies.watch},
        routes=console_routes(Views(kit.store)),
    )
    return kit, kit.assemble(own)
