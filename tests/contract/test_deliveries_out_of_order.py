"""What became of a notice, heard before its case is known, or twice: through the real ladder."""

import json
from datetime import timedelta
from typing import Any

import pytest
from tests.contract.examples import GOLDEN, golden_record

from casework.testing import AT
from notify.domain import BOUNCED, SENT, Outcome
from notify.outgoing import to_event
from notify.testing import a_notice
from shared.messaging.testing import a_record
from shared.posting import Record

ASSESSED = "classify.publication-assessed.v1"
CASE, NOTICE = "id-001", "id-002"
"""What the house calls the first case and its notice; the next are id-003 and id-004."""


def an_assessment(number: int) -> Record:
    """Each of another story, so that each opens a case."""
    event = json.loads((GOLDEN / ASSESSED / "example.json").read_bytes())
    event |= {"event_id": f"assessment-{number}", "subject_id": f"publication-{number}"}
    event["publication"]["signature"] = ""
    return golden_record(ASSESSED, json.dumps(event).encode())


def record_of(case_id: str, notice_id: str, state: str = SENT) -> Record:
    notice = a_notice(id=notice_id, case_id=case_id, attempt=1)
    event = to_event(Outcome(notice, state, AT + timedelta(minutes=1), "250 OK"))
    return a_record(event.TOPIC, event.model_dump_json().encode())


async def test_before_its_case_it_is_parked_and_counted_and_its_neighbours_are_done(
    house: Any, caplog: pytest.LogCaptureFixture
) -> None:
    assessed = [an_assessment(number) for number in (1, 2)]
    await house.consume("casework", assessed[0])
    early, other = record_of("id-003", "id-004"), record_of(CASE, NOTICE)
    await house.consume("casework", early, other)
    (parcel,) = house.parking["casework"].parcels
    assert (parcel.record, parcel.error_type, parcel.attempts) == (early, "UnknownNotice", 1)
    labels = {"event": "DeliveryChangedV1", "reason": "UnknownNotice"}
    assert house.metrics["casework"].registry.get_sample_value("haichieu_parked_total", labels) == 1
    assert "no case id-003" in caplog.text
    cases = house.works["casework"].table("cases")
    assert cases[CASE].asked.state == "sent"

    await house.consume("casework", assessed[1])
    await house.consume("casework", early)
    cases = house.works["casework"].table("cases")
    assert cases["id-003"].asked.state == "sent", "replayed after its case has come, it is written"


async def test_heard_twice_it_is_one_line(house: Any) -> None:
    await house.consume("casework", an_assessment(1))
    bounced = record_of(CASE, NOTICE, BOUNCED)
    await house.consume("casework", bounced, bounced)
    await house.consume("casework", bounced)
    kinds = [line["kind"] for line in house.works["casework"].table("timeline").values()]
    assert kinds.count("notice-bounced") == 1
