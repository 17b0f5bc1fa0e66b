"""Kafka in: contract to command to use case."""

from collections.abc import Callable, Sequence

from classify.domain import Assessment, AssessPublication, Publication, Verdict
from classify.ports import Judge, Works
from classify.usecases import assess_publications, learn_verdicts
from shared.contracts.casework import PublicationJudgedV1
from shared.contracts.ingest import PublicationCapturedV1
from shared.messaging.arrivals import Arrival
from shared.messaging.ladder import Handler
from shared.ops.clock import Clock


def on_publications_captured(
    works: Works, judge: Callable[[], Judge], clock: Clock, saw: Callable[[Sequence[Assessment]], None] | None = None
) -> Handler[PublicationCapturedV1]:
    """`judge` is asked once for each batch, which one model judges; `saw` is told what became of it."""

    async def handle(arrivals: Sequence[Arrival[PublicationCapturedV1]]) -> frozenset[str]:
        return await assess_publications([as_command(arrival) for arrival in arrivals], works, judge(), clock(), saw)

    return handle


def on_publications_judged(works: Works) -> Handler[PublicationJudgedV1]:
    async def handle(arrivals: Sequence[Arrival[PublicationJudgedV1]]) -> frozenset[str]:
        return await learn_verdicts([_verdict(arrival.event) for arrival in arrivals], works)

    return handle


def _verdict(event: PublicationJudgedV1) -> Verdict:
    return Verdict(
        event.event_id,
        event.subject_id,
        event.subject_version,
        event.relevant,
        event.topic,
        event.unit_id or "",
        event.role,
        event.occurred_at,
        event.machine_relevant,
        event.machine_score,
    )


def as_command(arrival: Arrival[PublicationCapturedV1]) -> AssessPublication:
    event = arrival.event
    publication = Publication(
        id=event.subject_id,
        version=event.subject_version,
        outlet_id=event.outlet.id,
        outlet_name=event.outlet.name,
        medium=event.outlet.medium,
        address=event.address,
        title=event.title,
        text=event.text,
        lane=event.lane,
        published_at=event.published_at,
        captured_at=event.captured_at,
        content_hash=event.content_hash,
        signature=event.signature,
    )
    return AssessPublication(event.event_id, arrival.cause, publication)
