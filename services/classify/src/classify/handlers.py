"""Kafka in: contract to command to use case."""

from collections.abc import Awaitable, Callable, Sequence

from classify.domain import Assessment, AssessPublication, BodyHeard, Publication, RulingHeard, Verdict
from classify.following import follow_bodies, keep_rulings
from classify.grouping.rulings import Ruling
from classify.ports import Judge, Works
from classify.routing import Units
from classify.unions import Unit
from classify.usecases import assess_publications, learn_verdicts
from shared.contracts.casework import BodyChangedV1, CaseChangedV1, PublicationJudgedV1, PublicationsMoved
from shared.contracts.ingest import PublicationCapturedV1
from shared.messaging.arrivals import Arrival
from shared.messaging.ladder import Handler
from shared.ops.clock import Clock

PROVINCIAL, UNIT = "provincial", "unit"
"""Roles in the directory of those that a case can be given to."""


def on_publications_captured(
    works: Works,
    judge: Callable[[], Judge],
    units: Callable[[], Units],
    clock: Clock,
    saw: Callable[[Sequence[Assessment]], None] | None = None,
) -> Handler[PublicationCapturedV1]:
    """`judge` is asked once for each batch, which one model judges; `saw` is told what became of it."""

    async def handle(arrivals: Sequence[Arrival[PublicationCapturedV1]]) -> frozenset[str]:
        commands = [as_command(arrival) for arrival in arrivals]
        return await assess_publications(commands, works, judge(), units(), clock(), saw)

    return handle


def on_publications_judged(works: Works) -> Handler[PublicationJudgedV1]:
    async def handle(arrivals: Sequence[Arrival[PublicationJudgedV1]]) -> frozenset[str]:
        return await learn_verdicts([_verdict(arrival.event) for arrival in arrivals], works)

    return handle


def on_bodies_changed(works: Works, refresh: Callable[[], Awaitable[object]]) -> Handler[BodyChangedV1]:
    """Whoever heard it knows it at once; the other replicas look for it."""

    async def handle(arrivals: Sequence[Arrival[BodyChangedV1]]) -> frozenset[str]:
        fresh = await follow_bodies([_body(arrival.event) for arrival in arrivals], works)
        await refresh()
        return fresh

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


def on_cases_changed(works: Works) -> Handler[CaseChangedV1]:
    """Most changes of cases say nothing of which publications belong together: those cost no transaction."""

    async def handle(arrivals: Sequence[Arrival[CaseChangedV1]]) -> frozenset[str]:
        heard = [RulingHeard(a.cause, _ruling(a.event, a.event.moved)) for a in arrivals if a.event.moved]
        others = frozenset(a.event.event_id for a in arrivals if not a.event.moved)
        return others | await keep_rulings(heard, works)

    return handle


def _ruling(event: CaseChangedV1, moved: PublicationsMoved) -> Ruling:
    sides = tuple(moved.publications), tuple(moved.others)
    return Ruling(event.event_id, event.occurred_at, *sides, moved.together)


def _body(event: BodyChangedV1) -> BodyHeard:
    roles = {event.kind, *event.roles}
    unit = Unit(
        id=event.subject_id,
        provincial=PROVINCIAL in roles,
        places=frozenset(event.places),
        sectors=frozenset(event.sectors),
        valid_from=event.valid_from.date() if event.valid_from else None,
        valid_to=event.valid_to.date() if event.valid_to else None,
    )
    return BodyHeard(event.event_id, event.subject_version, unit, bool(roles & {PROVINCIAL, UNIT}))


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
