"""A service's conversation as an AsyncAPI 3.0.0 document, made of the catalogue alone."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from shared.contracts.catalogue import CATALOGUE, TopicSpec
from shared.contracts.headers import CONTENT_TYPE, type_of
from shared.keeping import TOPICS

KAFKA_BINDING = "0.5.0"

Json = dict[str, Any]


def document(service: str, catalogue: Sequence[TopicSpec] = CATALOGUE) -> Json:
    """Channels, operations and messages of what the service emits (send) and consumes (receive)."""
    sent = [spec for spec in catalogue if spec.emitter == service]
    received = [spec for spec in catalogue if service in spec.consumers]
    concerned = sorted({spec.name: spec for spec in (*sent, *received)}.values(), key=lambda spec: spec.name)
    # As a reader must accept it: what has a default may be missing.
    events: list[tuple[type[BaseModel], JsonSchemaMode]] = [(spec.event, "validation") for spec in concerned]
    _, schemas = models_json_schema(events, ref_template="#/components/schemas/{model}")
    return {
        "asyncapi": "3.0.0",
        "info": {"title": f"Hai Chiều: {service}", "version": "1.0.0"},
        "defaultContentType": "application/json",
        "channels": {spec.name: _channel(spec) for spec in concerned},
        "operations": {f"send.{spec.name}": _operation("send", spec) for spec in sent}
        | {f"receive.{spec.name}": _operation("receive", spec, group=service) for spec in received},
        "components": {
            "messages": {spec.event.__name__: _message(spec) for spec in concerned},
            "schemas": schemas.get("$defs", {}),
        },
    }


def _channel(spec: TopicSpec) -> Json:
    kept: Json = {"cleanup.policy": ["delete"], "retention.ms": TOPICS // timedelta(milliseconds=1)}
    return {
        "address": spec.name,
        "messages": {spec.event.__name__: {"$ref": f"#/components/messages/{spec.event.__name__}"}},
        "bindings": {
            "kafka": {
                "topic": spec.name,
                "partitions": spec.partitions,
                "topicConfiguration": {"cleanup.policy": ["compact"]} if spec.compacted else kept,
                "bindingVersion": KAFKA_BINDING,
            }
        },
    }


def _operation(action: str, spec: TopicSpec, group: str = "") -> Json:
    operation: Json = {
        "action": action,
        "channel": {"$ref": f"#/channels/{spec.name}"},
        "messages": [{"$ref": f"#/channels/{spec.name}/messages/{spec.event.__name__}"}],
    }
    if group:
        group_id = {"type": "string", "enum": [group]}
        operation["bindings"] = {"kafka": {"groupId": group_id, "bindingVersion": KAFKA_BINDING}}
    return operation


def _message(spec: TopicSpec) -> Json:
    return {
        "name": spec.event.__name__,
        "title": spec.name,
        "summary": (spec.event.__doc__ or "").strip(),
        "contentType": "application/json",
        "correlationId": {"location": "$message.header#/correlation_id"},
        "headers": headers_schema(spec.name),
        "payload": {"$ref": f"#/components/schemas/{spec.event.__name__}"},
        "bindings": {
            "kafka": {
                "key": {"type": "string", "description": "the subject's id: one subject's events keep their order"},
                "bindingVersion": KAFKA_BINDING,
            }
        },
    }


def headers_schema(topic: str) -> Json:
    """CloudEvents 1.0 in Kafka binary mode; what `shared.contracts.headers.headers_of` writes."""
    text: Json = {"type": "string", "minLength": 1}
    required: Json = {
        "ce_specversion": {"type": "string", "const": "1.0"},
        "ce_id": text | {"description": "event_id: what consumers recognise duplicates by"},
        "ce_source": {"type": "string", "const": f"/haichieu/{topic.partition('.')[0]}"},
        "ce_type": {"type": "string", "const": type_of(topic)},
        "ce_subject": text | {"description": "subject_id, also the record's key"},
        "ce_time": {"type": "string", "format": "date-time"},
        "content-type": {"type": "string", "const": CONTENT_TYPE},
        "correlation_id": text | {"description": "the journey from a feed entry to a delivered notice"},
    }
    optional: Json = {
        "traceparent": {"type": "string", "pattern": "^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$"},
        "haichieu-replay-for": text | {"description": "a replayed record: the one group that is meant"},
    }
    return {"type": "object", "properties": required | optional, "required": list(required)}
