"""CloudEvents 1.0, Kafka binary mode: attributes as `ce_*` record headers, the event itself as the JSON body."""

from collections.abc import Mapping

from shared.contracts.envelope import Event

CORRELATION = "correlation_id"
CONTENT_TYPE = "application/json; charset=utf-8"


def type_of(topic: str) -> str:
    """The CloudEvents type: the topic in the federation's reverse-domain space."""
    return f"vn.haichieu.{topic}"


def headers_of(event: Event, traceparent: str | None = None) -> Mapping[str, str]:
    producer = event.TOPIC.partition(".")[0]
    headers = {
        "ce_specversion": "1.0",
        "ce_id": event.event_id,
        "ce_source": f"/haichieu/{producer}",
        "ce_type": type_of(event.TOPIC),
        "ce_subject": event.subject_id,
        "ce_time": event.occurred_at.isoformat(),
        "content-type": CONTENT_TYPE,
        CORRELATION: event.correlation_id,
    }
    return headers | ({"traceparent": traceparent} if traceparent else {})
