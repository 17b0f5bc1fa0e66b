"""Every topic: who emits it, who consumes it, how many partitions. How long they are kept: shared.keeping."""

from dataclasses import dataclass

from shared.contracts.casework import (
    BodyChangedV1,
    CaseChangedV1,
    CaseStateV1,
    NoticeRequestedV1,
    PublicationJudgedV1,
    RevisitRequestedV1,
)
from shared.contracts.classify import BackfillAssessedV1, PublicationAssessedV1, StoryChangedV1
from shared.contracts.envelope import Event
from shared.contracts.ingest import (
    PublicationBackfilledV1,
    PublicationCapturedV1,
    PublicationChangedV1,
    RevisitSeenV1,
    SourceHealthChangedV1,
)
from shared.contracts.notify import DeliveryChangedV1
from shared.contracts.parked import PARKED_BY_SERVICE


@dataclass(frozen=True, slots=True)
class TopicSpec:
    """One event type per topic; the key is the subject's id."""

    event: type[Event]
    emitter: str
    consumers: tuple[str, ...] = ()
    partitions: int = 6
    compacted: bool = False
    slow: bool = False
    """Of the past: read when nothing of today waits, a little at a time (shared.messaging.lanes)."""

    @property
    def name(self) -> str:
        return self.event.TOPIC


CATALOGUE: tuple[TopicSpec, ...] = (
    TopicSpec(PublicationCapturedV1, "ingest", ("classify",)),
    TopicSpec(PublicationChangedV1, "ingest", ("casework",)),
    TopicSpec(SourceHealthChangedV1, "ingest", partitions=1),
    TopicSpec(PublicationAssessedV1, "classify", ("casework",)),
    TopicSpec(StoryChangedV1, "classify", ("casework",), partitions=1),
    TopicSpec(CaseChangedV1, "casework", ("classify", "ingest")),
    TopicSpec(CaseStateV1, "casework", ("ingest",), compacted=True),
    TopicSpec(BodyChangedV1, "casework", ("classify",), partitions=1, compacted=True),
    TopicSpec(NoticeRequestedV1, "casework", ("notify",)),
    TopicSpec(DeliveryChangedV1, "notify", ("casework",)),
    TopicSpec(RevisitRequestedV1, "casework", ("ingest",), partitions=1),
    TopicSpec(RevisitSeenV1, "ingest", ("casework",), partitions=1),
    *(TopicSpec(event, service, partitions=1) for service, event in PARKED_BY_SERVICE.items()),
    TopicSpec(PublicationJudgedV1, "casework", ("classify",), partitions=1),
    TopicSpec(PublicationBackfilledV1, "ingest", ("classify",), partitions=1, slow=True),
    TopicSpec(BackfillAssessedV1, "classify", ("casework",), partitions=1, slow=True),
)

BY_TOPIC: dict[str, TopicSpec] = {spec.name: spec for spec in CATALOGUE}


def is_slow(topic: str) -> bool:
    """Whether what is on it is of the past."""
    return topic in BY_TOPIC and BY_TOPIC[topic].slow


def consumed_by(service: str) -> list[TopicSpec]:
    return [spec for spec in CATALOGUE if service in spec.consumers]


def emitted_by(service: str) -> list[TopicSpec]:
    return [spec for spec in CATALOGUE if spec.emitter == service]
