"""CloudEvents headers, the envelope's limits, and the catalogue's own rules."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from shared.contracts import catalogue
from shared.contracts.headers import headers_of, type_of
from shared.contracts.parked import PARKED_BY_SERVICE
from shared.store.outbox import to_posting

SERVICES = {"ingest", "classify", "casework", "notify"}


def test_headers_are_cloudevents_in_kafka_binary_mode(create_event: Any) -> None:
    event = create_event("e1")
    assert headers_of(event) == {
        "ce_specversion": "1.0",
        "ce_id": "e1",
        "ce_source": "/haichieu/ingest",
        "ce_type": "vn.haichieu.ingest.source-health-changed.v1",
        "ce_subject": "source-1",
        "ce_time": "2026-11-24T03:52:07+00:00",
        "content-type": "application/json; charset=utf-8",
        "correlation_id": "journey-e1",
    }


def test_the_trace_travels_only_where_there_is_one(create_event: Any) -> None:
    assert "traceparent" not in headers_of(create_event())
    assert headers_of(create_event(), "00-aa-bb-01")["traceparent"] == "00-aa-bb-01"


def test_a_posting_is_the_event_and_its_headers_under_the_subjects_key(create_event: Any) -> None:
    event = create_event("e1", subject_version=7)
    posting = to_posting(event, "00-aa-bb-01")
    assert (posting.id, posting.topic, posting.key, posting.subject_version) == ("e1", event.TOPIC, "source-1", 7)
    assert type(event).model_validate_json(posting.body) == event
    assert posting.headers["traceparent"] == "00-aa-bb-01"


def test_events_cannot_be_changed(create_event: Any) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        create_event().state = "healthy"


@pytest.mark.parametrize("year", [1, 1989, 2200, 9999])
def test_a_time_beyond_reason_is_refused(create_event: Any, year: int) -> None:
    with pytest.raises(ValidationError, match=r"should be (greater than or equal to 1990|less than 2200)"):
        create_event(since=datetime(year, 6, 1, tzinfo=UTC))


def test_a_time_without_zone_is_refused(create_event: Any) -> None:
    with pytest.raises(ValidationError, match="timezone"):
        create_event(since=datetime(2026, 11, 24, 10, 52))


@pytest.mark.parametrize("spec", catalogue.CATALOGUE, ids=lambda spec: spec.name)
def test_a_topic_is_named_after_its_emitter_and_its_fact(spec: catalogue.TopicSpec) -> None:
    assert re.fullmatch(r"[a-z]+\.[a-z]+(-[a-z]+)*\.v[1-9]", spec.name)
    assert spec.name.startswith(f"{spec.emitter}.")
    assert spec.event.__name__.endswith(spec.name.rpartition(".")[2].upper())
    assert spec.emitter in SERVICES
    assert SERVICES.issuperset(spec.consumers)
    assert type_of(spec.name).endswith(spec.name)


def test_no_topic_is_named_twice_and_every_event_has_one_topic() -> None:
    assert len(catalogue.BY_TOPIC) == len(catalogue.CATALOGUE)
    assert len({spec.event for spec in catalogue.CATALOGUE}) == len(catalogue.CATALOGUE)


def test_who_emits_and_who_consumes_can_be_asked() -> None:
    assert [spec.name for spec in catalogue.consumed_by("notify")] == ["casework.notice-requested.v1"]
    assert {spec.name for spec in catalogue.emitted_by("notify")} == {"notify.delivery-changed.v1", "notify.parked.v1"}


def test_whoever_consumes_can_tell_what_it_parked_and_nobody_else_says_so() -> None:
    assert set(PARKED_BY_SERVICE) == {service for service in SERVICES if catalogue.consumed_by(service)}
