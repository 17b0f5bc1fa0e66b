"""Kafka in: contract to command to use case."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from ingest.errands.errand import Errand, Target, Wish
from ingest.errands.ports import Works
from ingest.errands.usecases import follow_wishes
from ingest.following.case import CaseHeard, Joined
from ingest.following.usecases import Following, follow_cases, follow_joinings
from shared.contracts.casework import CaseChangedV1, CaseStateV1, RevisitRequestedV1
from shared.messaging.arrivals import Arrival
from shared.messaging.ladder import Handler

JOINING = frozenset({"opened", "publication-attached"})
"""Changes of a case by which it begins to tell of a publication; kinds that are newer are passed over."""
BACK = "unmerged"
MOVING = frozenset({"split", "merged", BACK})
"""By which publications go to another case, or come back from it."""


def on_revisits_requested(works: Works, wake: Callable[[], None]) -> Handler[RevisitRequestedV1]:
    async def handle(arrivals: Sequence[Arrival[RevisitRequestedV1]]) -> frozenset[str]:
        fresh = await follow_wishes([_wish(arrival) for arrival in arrivals], works)
        wake()
        return fresh

    return handle


def on_case_states(following: Following, wake: Callable[[], None]) -> Handler[CaseStateV1]:
    async def handle(arrivals: Sequence[Arrival[CaseStateV1]]) -> frozenset[str]:
        fresh = await follow_cases([_case(arrival.event) for arrival in arrivals], following)
        wake()
        return fresh

    return handle


def on_cases_changed(following: Following, wake: Callable[[], None]) -> Handler[CaseChangedV1]:
    """Most changes of cases say nothing of which publications they tell of: those cost no transaction."""

    async def handle(arrivals: Sequence[Arrival[CaseChangedV1]]) -> frozenset[str]:
        joined = [one for arrival in arrivals for one in _joined(arrival.event)]
        others = {arrival.event.event_id for arrival in arrivals} - {one.message_id for one in joined}
        if not joined:
            return frozenset(others)
        fresh = await follow_joinings(joined, following)
        wake()
        return fresh | others

    return handle


def _joined(event: CaseChangedV1) -> list[Joined]:
    if event.kind in JOINING and event.publication_id:
        return [Joined(event.event_id, event.subject_id, event.publication_id)]
    if event.moved and event.kind in MOVING:
        case_id = event.subject_id if event.kind == BACK else event.moved.case_id
        return [Joined(event.event_id, case_id, one) for one in event.moved.publications]
    return []


def _case(event: CaseStateV1) -> CaseHeard:
    return CaseHeard(
        event.event_id,
        event.subject_id,
        event.subject_version,
        event.status,
        event.merged_into or "",
        tuple(one.publication_id for one in event.publications),
    )


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
