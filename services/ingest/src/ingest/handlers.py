"""Kafka in: contract to command to use case."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from ingest.errands.errand import Errand, Target, Wish
from ingest.errands.ports import Works
from ingest.errands.usecases import follow_wishes
from shared.contracts.casework import RevisitRequestedV1
from shared.messaging.arrivals import Arrival
from shared.messaging.ladder import Handler


def on_revisits_requested(works: Works, wake: Callable[[], None]) -> Handler[RevisitRequestedV1]:
    async def handle(arrivals: Sequence[Arrival[RevisitRequestedV1]]) -> frozenset[str]:
        fresh = await follow_wishes([_wish(arrival) for arrival in arrivals], works)
        wake()
        return fresh

    return handle


def _wish(arrival: Arrival[RevisitRequestedV1]) -> Wish:
    event = arrival.event
    errand = Errand(
        id=event.subject_id,
        version=event.subject_version,
        state=event.state,
        case_id=event.case_id,
        request_id=event.request_id,
        publication_id=event.publication_id,
        targets=tuple(Target(one.role, one.address) for one in event.addresses),
        phrases=tuple(event.phrases),
        since=event.since,
        until=event.until,
        interval=timedelta(seconds=event.interval_seconds),
        correlation_id=event.correlation_id,
    )
    return Wish(event.event_id, errand)
