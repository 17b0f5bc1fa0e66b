"""From bytes to events. What is not the event that the topic promises is Unreadable, and says why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from aiokafka import ConsumerRecord
from pydantic import ValidationError

from shared.cause import Cause
from shared.contracts.envelope import Event
from shared.contracts.headers import type_of
from shared.failures import Unreadable
from shared.posting import Record

E = TypeVar("E", bound=Event)

VALUE_LIMIT = 2 * 1024 * 1024
"""Bytes. Our own events stay below half of it; parsing what is larger would stall the neighbours."""


@dataclass(frozen=True, slots=True)
class Arrival(Generic[E]):
    """One readable event, and the record it came in."""

    event: E
    record: Record

    @property
    def cause(self) -> Cause:
        return Cause(self.event.correlation_id, self.event.event_id, self.record.header("traceparent") or None)


def as_record(raw: ConsumerRecord) -> Record:
    return Record(raw.topic, raw.partition, raw.offset, raw.timestamp, raw.key, raw.value, tuple(raw.headers))


def read(record: Record, event: type[E]) -> Arrival[E]:
    """Raises Unreadable; the message names fields, never their contents."""
    if not record.value:
        raise Unreadable("the record has no value")
    if len(record.value) > VALUE_LIMIT:
        raise Unreadable(f"the record has {len(record.value):,} bytes; at most {VALUE_LIMIT:,} are read")
    _check_type(record, event)
    try:
        parsed = event.__pydantic_validator__.validate_json(record.value)
    except ValidationError as error:
        raise Unreadable(_summary(error, event)) from None
    if (header := record.header("ce_id")) and header != parsed.event_id:
        raise Unreadable("ce_id in the headers and event_id in the body differ")
    return Arrival(parsed, record)


def _check_type(record: Record, event: type[Event]) -> None:
    expected = type_of(event.TOPIC)
    if (found := record.header("ce_type")) and found != expected:
        raise Unreadable(f"event type {found[:100]!r} on a topic that carries {expected!r}")


def _summary(error: ValidationError, event: type[Event]) -> str:
    faults: Sequence[str] = [
        f"{'.'.join(map(str, fault['loc'])) or 'body'}: {fault['msg']}"
        for fault in error.errors(include_input=False, include_url=False, include_context=False)[:3]
    ]
    return f"not a {event.__name__}: {'; '.join(faults)} ({error.error_count()} in all)"
