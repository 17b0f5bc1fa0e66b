"""Kafka in: contract to command to use case."""

from collections.abc import Callable, Sequence
from dataclasses import fields as dataclass_fields

from casework.domain.matching import parse_signature
from casework.domain.proof.sights import RawPage
from casework.domain.sighting import Sighting
from casework.ports import DeliveryChange, PagesSeen, PublicationChange, StoryHeard, Works
from casework.usecases.following import follow_assessments, follow_deliveries, follow_publication_changes
from casework.usecases.grouping import follow_stories
from casework.usecases.means import Means
from casework.usecases.proving import follow_sights
from shared.contracts.classify import PublicationAssessedV1, StoryChangedV1
from shared.contracts.ingest import PublicationChangedV1, RevisitSeenV1, SeenPage
from shared.contracts.notify import DeliveryChangedV1
from shared.messaging.arrivals import Arrival
from shared.messaging.ladder import Handler
from shared.ops.clock import Clock


def on_publications_assessed(works: Works, means: Callable[[], Means], clock: Clock) -> Handler[PublicationAssessedV1]:
    async def handle(arrivals: Sequence[Arrival[PublicationAssessedV1]]) -> frozenset[str]:
        return await follow_assessments([_sighting(a) for a in arrivals], works, means(), clock())

    return handle


def on_publications_changed(works: Works, clock: Clock) -> Handler[PublicationChangedV1]:
    async def handle(arrivals: Sequence[Arrival[PublicationChangedV1]]) -> frozenset[str]:
        changes = [
            PublicationChange(
                a.event.event_id,
                a.cause,
                a.event.subject_id,
                a.event.change,
                a.event.seen_at,
                a.event.before,
                a.event.after,
            )
            for a in arrivals
        ]
        # A kind that is newer than this service is remembered as handled, and changes nothing.
        return await follow_publication_changes(changes, works, clock())

    return handle


def on_stories_changed(works: Works) -> Handler[StoryChangedV1]:
    async def handle(arrivals: Sequence[Arrival[StoryChangedV1]]) -> frozenset[str]:
        return await follow_stories([_story(a.event) for a in arrivals], works)

    return handle


def on_deliveries_changed(works: Works, clock: Clock) -> Handler[DeliveryChangedV1]:
    async def handle(arrivals: Sequence[Arrival[DeliveryChangedV1]]) -> frozenset[str]:
        return await follow_deliveries([_delivery(a) for a in arrivals], works, clock())

    return handle


def on_revisits_seen(works: Works, means: Callable[[], Means], clock: Clock) -> Handler[RevisitSeenV1]:
    async def handle(arrivals: Sequence[Arrival[RevisitSeenV1]]) -> frozenset[str]:
        return await follow_sights([_seen(a) for a in arrivals], works, means(), clock())

    return handle


def _seen(arrival: Arrival[RevisitSeenV1]) -> PagesSeen:
    event = arrival.event
    return PagesSeen(
        message_id=event.event_id,
        cause=arrival.cause,
        case_id=event.case_id,
        request_id=event.request_id,
        number=event.subject_version,
        kind=event.kind,
        seen_at=event.seen_at,
        looks=event.looks,
        failed_looks=event.failed_looks,
        pages=tuple(_raw(page) for page in event.pages),
    )


def _raw(page: SeenPage) -> RawPage:
    fields = page.model_dump(include={name.name for name in dataclass_fields(RawPage)} - {"sha256"})
    return RawPage(**fields, sha256=page.snapshot.sha256 if page.snapshot else "")


def _story(event: StoryChangedV1) -> StoryHeard:
    return StoryHeard(
        message_id=event.event_id,
        story_id=event.subject_id,
        version=event.subject_version,
        told_at=event.occurred_at,
        publications=tuple(event.publications),
        maybe=tuple(one.publication for one in event.suggested),
    )


def _delivery(arrival: Arrival[DeliveryChangedV1]) -> DeliveryChange:
    event = arrival.event
    return DeliveryChange(
        message_id=event.event_id,
        cause=arrival.cause,
        case_id=event.case_id,
        notice_id=event.subject_id,
        state=event.state,
        version=event.subject_version,
        at=event.at,
        note=event.detail,
    )


def _sighting(arrival: Arrival[PublicationAssessedV1]) -> Sighting:
    event, publication = arrival.event, arrival.event.publication
    first = event.answering[0] if event.answering else None
    return Sighting(
        message_id=event.event_id,
        cause=arrival.cause,
        publication_id=event.subject_id,
        outlet_name=publication.outlet.name,
        medium=publication.outlet.medium,
        address=publication.address,
        title=publication.title,
        lead=publication.lead,
        published_at=publication.published_at,
        captured_at=publication.captured_at,
        assessed_at=event.occurred_at,
        relevant=event.relevant,
        score=event.score,
        topic=event.topic,
        tone=event.tone,
        urgency=event.urgency,
        places=tuple(place.code for place in event.places),
        place_names=tuple(place.name for place in event.places),
        words=tuple(dict.fromkeys(word.word for word in event.evidence)),
        signature=parse_signature(publication.signature),
        encoded_signature=publication.signature,
        outlet_id=publication.outlet.id,
        model=event.model_version,
        replaces=event.replaces,
        unit_id=(first.unit if first.certain else "") if first else None,
        lane=publication.lane,
        answers=tuple((one.unit, one.why, one.of) for one in event.answering),
    )
