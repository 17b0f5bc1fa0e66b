"""What is not the event that the topic promises is Unreadable, and the sentence says nothing of its contents."""

import json
from typing import Any

import pytest

from shared.contracts.headers import type_of
from shared.contracts.ingest import SourceHealthChangedV1
from shared.failures import Unreadable
from shared.messaging.arrivals import VALUE_LIMIT, read
from shared.messaging.testing import a_record

TOPIC = SourceHealthChangedV1.TOPIC
SECRET = "0912 345 678"


def body(**other: Any) -> bytes:
    fields = {
        "event_id": "e1",
        "occurred_at": "2026-11-24T03:52:07Z",
        "subject_id": "source-1",
        "subject_version": 1,
        "correlation_id": "journey-1",
        "name": SECRET,
        "state": "failing",
        "reason": "HttpError",
        "since": "2026-11-24T03:52:07Z",
    }
    return json.dumps(fields | other).encode()


def broken(**other: str) -> bytes:
    """Values that json.dumps would refuse, written as they are."""
    text = body(**{name: f"<<{name}>>" for name in other}).decode()
    for name, raw in other.items():
        text = text.replace(f'"<<{name}>>"', raw)
    return text.encode()


UNREADABLE = {
    "nothing": b"",
    "garbage": b"\x00\xff\xfe\xfd" + SECRET.encode(),
    "NUL bytes": b"\x00" * 1_000,
    "text": SECRET.encode(),
    "a list": b"[1, 2]",
    "cut off": body()[:-20],
    "UTF-16": body().decode().encode("utf-16"),
    "not UTF-8 inside": body().replace(SECRET.encode(), b"\xff\xfe"),
    "too large": b'{"name": "' + b"x" * (3 * 1024 * 1024) + b'"}',
    "another schema": json.dumps({"phone": SECRET}).encode(),
    "wrong types": body(subject_version=SECRET, occurred_at=SECRET, name=[SECRET]),
    "a field missing": body().replace(b'"state"', b'"stage"'),
    "an empty id": body(event_id=""),
    "an endless id": body(event_id=SECRET * 100),
    "version 0": body(subject_version=0),
    "a lone surrogate": broken(name=f'"{SECRET}\\ud800"'),
    "a swapped surrogate pair": broken(name='"\\udc00\\ud800"'),
    "the year 9999": body(occurred_at="9999-12-31T23:59:59-07:00"),
    "the year 1": body(since="0001-01-01T00:00:00+07:00"),
    "a time without zone": body(since="2026-11-24T03:52:07"),
    "deep nesting": broken(name="[" * 100_000 + "]" * 100_000),
    "a huge integer": broken(subject_version="9" * 10_000),
    "an integer beyond a double": broken(subject_version=str(2**53 + 2)),
    "not a number": broken(subject_version="NaN"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_bad_bytes_are_unreadable_in_a_sentence_without_their_contents(name: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(a_record(TOPIC, UNREADABLE[name]), SourceHealthChangedV1)
    sentence = str(caught.value)
    assert 5 < len(sentence) < 600
    assert SECRET not in sentence
    assert caught.value.__cause__ is None, "pydantic's own error would carry the contents into the log"


def test_a_record_without_a_value_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="no value"):
        read(a_record(TOPIC, None), SourceHealthChangedV1)


def test_the_limit_itself_is_still_read() -> None:
    filled = body(reason="x" * (VALUE_LIMIT - len(body(reason=""))))
    assert len(filled) == VALUE_LIMIT
    assert read(a_record(TOPIC, filled), SourceHealthChangedV1).event.event_id == "e1"
    with pytest.raises(Unreadable, match="bytes"):
        read(a_record(TOPIC, filled + b" "), SourceHealthChangedV1)


def test_another_event_type_is_unreadable_even_when_its_body_fits() -> None:
    wrong = ("ce_type", type_of("casework.case-changed.v1").encode())
    with pytest.raises(Unreadable, match=r"casework\.case-changed\.v1"):
        read(a_record(TOPIC, body(), wrong), SourceHealthChangedV1)


def test_header_and_body_must_name_the_same_event() -> None:
    with pytest.raises(Unreadable, match="ce_id"):
        read(a_record(TOPIC, body(), ("ce_id", b"another")), SourceHealthChangedV1)


def test_headers_may_be_missing_and_fields_may_be_new() -> None:
    arrival = read(a_record(TOPIC, body(invented_later={"a": 1})), SourceHealthChangedV1)
    assert arrival.event.name == SECRET
    assert arrival.cause.correlation_id == "journey-1"
    assert arrival.cause.traceparent is None


def test_a_header_that_is_not_text_harms_nothing() -> None:
    headers = (("x-stranger", b"\xff\xfe"), ("traceparent", b"\xff"), ("empty", None))
    arrival = read(a_record(TOPIC, body(), *headers), SourceHealthChangedV1)
    assert arrival.cause.traceparent == "\ufffd"


def test_the_cause_names_the_event_and_carries_its_trace() -> None:
    trace = "00-" + "a" * 32 + "-" + "b" * 16 + "-01"
    arrival = read(a_record(TOPIC, body(), ("traceparent", trace.encode())), SourceHealthChangedV1)
    assert (arrival.cause.event_id, arrival.cause.traceparent) == ("e1", trace)
