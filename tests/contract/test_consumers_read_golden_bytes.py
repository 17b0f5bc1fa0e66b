"""Every consumer reads the producer's golden bytes: through the real ladder and its real handler."""

import json
from dataclasses import replace
from typing import Any

import pytest
from tests.contract.examples import GOLDEN, golden_record

from casework.domain.beginning import open_case
from casework.domain.life.parts import Request
from casework.domain.proof.beginning import begin
from casework.testing import AT, CAM_DUONG, CLOCKWORK, PROOF_RULES, a_directory, a_sighting
from shared.contracts.catalogue import CATALOGUE

CONSUMED = [(consumer, spec.name) for spec in CATALOGUE for consumer in spec.consumers]
CAPTURED, ASSESSED, REQUESTED = (
    "ingest.publication-captured.v1",
    "classify.publication-assessed.v1",
    "casework.notice-requested.v1",
)


def golden(topic: str) -> Any:
    return json.loads((GOLDEN / topic / "example.json").read_bytes())


def open_golden_case(house: Any) -> None:
    """The case that the golden delivery tells of, with the request that the golden look is about."""
    heard, seen = golden("notify.delivery-changed.v1"), golden("ingest.revisit-seen.v1")
    case, told = open_case(heard["case_id"], heard["subject_id"], a_sighting(), CAM_DUONG, CLOCKWORK, AT)
    request = Request(seen["request_id"], told.publication_id, "correction", "online", "lan", "sent", "05/LĐLĐ", AT)
    proof = begin(case, request, told, a_directory(), PROOF_RULES.watching, AT)
    case = replace(case, changes=(), life=case.life.with_request(request))
    house.works["casework"].tables |= {"cases": {case.id: case}, "proofs": {proof.id: proof}}


@pytest.mark.parametrize(("service", "topic"), CONSUMED)
async def test_the_golden_bytes_are_handled_once_and_not_parked(house: Any, service: str, topic: str) -> None:
    open_golden_case(house)
    await house.consume(service, golden_record(topic), golden_record(topic))
    await house.consume(service, golden_record(topic))
    assert house.parking[service].parcels == []
    assert (house.counted(service, topic, "done"), house.counted(service, topic, "duplicate")) == (1, 2)


@pytest.mark.parametrize(("service", "topic"), CONSUMED)
async def test_fields_of_a_newer_producer_are_passed_over(house: Any, service: str, topic: str) -> None:
    open_golden_case(house)
    grown = golden(topic) | {"invented_later": {"deep": [1, None]}}
    for value in grown.values():
        if isinstance(value, dict):
            value["invented_later"] = True
    await house.consume(service, golden_record(topic, json.dumps(grown).encode()))
    assert house.counted(service, topic, "done") == 1


@pytest.mark.parametrize(("service", "topic"), CONSUMED)
async def test_an_event_of_another_topic_is_parked(house: Any, service: str, topic: str) -> None:
    open_golden_case(house)
    other = next(spec.name for spec in CATALOGUE if spec.name != topic)
    stray = golden_record(other)
    stray = type(stray)(topic, 0, 0, 0, stray.key, stray.value, stray.headers)
    await house.consume(service, stray, golden_record(topic))
    assert [parcel.error_type for parcel in house.parking[service].parcels] == ["Unreadable"]
    assert house.counted(service, topic, "done") == 1


async def test_classify_passes_on_what_it_read(house: Any) -> None:
    await house.consume("classify", golden_record(CAPTURED))
    (posting,) = house.works["classify"].outbox
    said, read = json.loads(posting.body), golden(CAPTURED)
    assert (said["subject_id"], said["causation_id"]) == (read["subject_id"], read["event_id"])
    assert said["correlation_id"] == read["correlation_id"]
    assert {name: said["publication"][name] for name in ("title", "address", "signature", "captured_at")} == {
        name: read[name] for name in ("title", "address", "signature", "captured_at")
    }


async def test_casework_opens_a_case_for_what_it_read(house: Any) -> None:
    await house.consume("casework", golden_record(ASSESSED))
    (case,) = house.works["casework"].table("cases").values()
    read = golden(ASSESSED)
    assert (case.title, case.topic, case.urgency) == (read["publication"]["title"], read["topic"], read["urgency"])
    assert case.unit.id == "cam-duong", "the place of the golden event"


async def test_casework_marks_the_change_it_read(house: Any) -> None:
    await house.consume("casework", golden_record(ASSESSED))
    await house.consume("casework", golden_record("ingest.publication-changed.v1"))
    (told,) = house.works["casework"].table("told").values()
    assert told.state == "edited"


async def test_notify_keeps_the_notice_it_read_and_wakes_its_courier(house: Any) -> None:
    await house.consume("notify", golden_record(REQUESTED))
    (row,) = house.works["notify"].table("notices").values()
    notice, read = row["notice"], golden(REQUESTED)
    assert (notice.id, notice.case_id, notice.address) == (
        read["notice_id"],
        read["subject_id"],
        read["recipient"]["address"],
    )
    assert notice.due_basis == read["due_basis"]
    assert house.woken == 1
