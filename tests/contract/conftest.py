"""The four services in memory, each consumer behind its own real ladder."""

from collections.abc import Mapping
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from casework import handlers as casework
from casework.testing import AT, the_means
from casework.testing import in_memory_works as casework_works
from classify import handlers as classify
from classify.judgement.judge import Judge
from classify.testing import InMemoryUnitTable
from classify.testing import in_memory_works as classify_works
from classify.unit_directory import UnitDirectory
from ingest import handlers as ingest
from ingest.following.usecases import Following
from ingest.testing import in_memory_works as ingest_works
from notify import handlers as notify
from notify.testing import in_memory_works as notify_works
from shared.contracts.casework import (
    BodyChangedV1,
    CaseChangedV1,
    CaseStateV1,
    NoticeRequestedV1,
    PublicationJudgedV1,
    RevisitRequestedV1,
)
from shared.contracts.catalogue import BY_TOPIC
from shared.contracts.classify import BackfillAssessedV1, PublicationAssessedV1, StoryChangedV1
from shared.contracts.ingest import PublicationBackfilledV1, PublicationCapturedV1, PublicationChangedV1, RevisitSeenV1
from shared.contracts.notify import DeliveryChangedV1
from shared.messaging.ladder import Handler, Ladder, Patience
from shared.messaging.testing import RecordingParking
from shared.ops.metrics import Metrics
from shared.posting import Record

NOW = AT + timedelta(minutes=1)
JUDGE = Judge()


class House:
    """`works` and `ladders` by service; the handlers are those that app.py registers (test_topology checks it)."""

    def __init__(self) -> None:
        numbers = count(1)
        self.works: dict[str, Any] = {
            "ingest": ingest_works(),
            "classify": classify_works(),
            "casework": casework_works(),
            "notify": notify_works(),
        }
        self.parking = {service: RecordingParking() for service in self.works}
        self.metrics = {service: Metrics(service) for service in self.works}
        self.woken = 0
        judged, cases, notices = self.works["classify"], self.works["casework"], self.works["notify"]
        directory = UnitDirectory(InMemoryUnitTable(judged))
        means, clock = the_means(lambda: f"id-{next(numbers):03d}"), lambda: NOW
        captured = classify.on_publications_captured(judged, lambda: JUDGE, directory.current, clock)
        following = Following(self.works["ingest"], clock, 1.0)
        self.handlers: Mapping[str, Mapping[Any, Handler[Any]]] = {
            "ingest": {
                RevisitRequestedV1: ingest.on_revisits_requested(self.works["ingest"], self._wake),
                CaseChangedV1: ingest.on_cases_changed(following, lambda: None),
                CaseStateV1: ingest.on_case_states(following, lambda: None),
            },
            "classify": {
                PublicationCapturedV1: captured,
                PublicationBackfilledV1: captured,
                PublicationJudgedV1: classify.on_publications_judged(judged),
                CaseChangedV1: classify.on_cases_changed(judged),
                BodyChangedV1: classify.on_bodies_changed(judged, directory.refresh),
            },
            "casework": {
                PublicationAssessedV1: casework.on_publications_assessed(cases, lambda: means, clock),
                BackfillAssessedV1: casework.on_publications_assessed(cases, lambda: means, clock),
                PublicationChangedV1: casework.on_publications_changed(cases, clock),
                StoryChangedV1: casework.on_stories_changed(cases),
                DeliveryChangedV1: casework.on_deliveries_changed(cases, clock),
                RevisitSeenV1: casework.on_revisits_seen(cases, lambda: means, clock),
            },
            "notify": {NoticeRequestedV1: notify.on_notices_requested(notices, self._wake)},
        }

    def _wake(self) -> None:
        self.woken += 1

    async def consume(self, service: str, *records: Record, parking: Any = None) -> None:
        handlers = {event.TOPIC: (event, handler) for event, handler in self.handlers[service].items()}
        event, handler = handlers[records[0].topic]
        metrics, parking = self.metrics[service], parking or self.parking[service]
        await Ladder(event, service, handler, parking, metrics, Patience(longest_pause=0)).climb(records)

    def counted(self, service: str, topic: str, outcome: str) -> float:
        labels = {"event": BY_TOPIC[topic].event.__name__, "outcome": outcome}
        return self.metrics[service].registry.get_sample_value("haichieu_messages_total", labels) or 0.0


@pytest.fixture
def house() -> House:
    return House()
