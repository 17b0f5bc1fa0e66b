"""Which failure leads where; see docs/failures.md."""

import asyncio
import logging
from typing import Any

import pytest

from shared.contracts.ingest import SourceHealthChangedV1
from shared.failures import Conflict, Permanent, Transient
from shared.messaging.testing import a_record

TOPIC = SourceHealthChangedV1.TOPIC


async def test_an_unreadable_record_is_parked_and_its_neighbours_are_done(climb: Any, create_record: Any) -> None:
    garbage = a_record(TOPIC, b"\x00\xff garbage")
    await climb.up(create_record("e1"), garbage, create_record("e2"))
    assert climb.handled == ["e1", "e2"]
    assert climb.parked == ["unreadable"]
    parcel = climb.parking.parcels[0]
    assert parcel.record is garbage
    assert (parcel.group, parcel.error_type, parcel.attempts) == ("casework", "Unreadable", 1)


@pytest.mark.parametrize("place", range(7))
async def test_a_permanent_failure_parks_only_its_own_record_wherever_it_stands(
    climb: Any, create_record: Any, place: int
) -> None:
    ids = [f"e{number}" for number in range(7)]
    climb.failures[ids[place]] = Permanent("a rule says no")
    await climb.up(*(create_record(id_) for id_ in ids))
    assert climb.parked == [ids[place]]
    assert climb.handled == [id_ for id_ in ids if id_ != ids[place]], "the others, in their order"
    assert climb.parking.parcels[0].attempts == 1, "a rule's answer is not asked for twice"
    assert climb.parking.parcels[0].correlation_id == f"journey-{ids[place]}"


async def test_several_bad_records_in_one_batch_are_each_isolated(climb: Any, create_record: Any) -> None:
    climb.failures |= {"e0": Permanent("no"), "e3": Permanent("no"), "e6": ValueError("bug")}
    await climb.up(*(create_record(f"e{number}") for number in range(7)))
    assert climb.parked == ["e0", "e3", "e6"]
    assert climb.handled == ["e1", "e2", "e4", "e5"]


async def test_a_bug_is_tried_once_more_and_then_parked(climb: Any, create_record: Any) -> None:
    climb.failures["e1"] = KeyError("a bug of ours")
    await climb.up(create_record("e1"))
    assert climb.calls == [["e1"], ["e1"]]
    assert climb.parked == ["e1"]
    assert (climb.parking.parcels[0].error_type, climb.parking.parcels[0].attempts) == ("KeyError", 2)


async def test_a_bug_that_shows_once_only_parks_nothing(climb: Any, create_record: Any) -> None:
    climb.failures["e1"] = [ValueError("only once")]
    await climb.up(create_record("e1"))
    assert climb.handled == ["e1"]
    assert climb.parked == []


async def test_what_passes_is_tried_again_in_place(climb: Any, create_record: Any) -> None:
    climb.failures["e1"] = [Transient("away"), Transient("still away")]
    await climb.up(create_record("e1"), create_record("e2"))
    assert climb.calls == [["e1", "e2"]] * 3
    assert climb.handled == ["e1", "e2"]
    assert climb.counted("retried") == 0


async def test_what_does_not_pass_is_raised_and_nothing_is_parked(climb: Any, create_record: Any) -> None:
    climb.failures["e1"] = Transient("away for long")
    with pytest.raises(Transient, match="away for long"):
        await climb.up(create_record("e1"))
    assert len(climb.calls) == 3
    assert climb.parked == []
    assert climb.counted("retried") == 1


async def test_a_transient_failure_after_a_permanent_one_loses_neither(climb: Any, create_record: Any) -> None:
    climb.failures |= {"e0": Permanent("no"), "e1": [Transient("t")] * 6}
    with pytest.raises(Transient):
        await climb.up(create_record("e0"), create_record("e1"))
    assert climb.parked == ["e0"]
    climb.failures = {}
    await climb.up(create_record("e1"))
    assert climb.handled == ["e1"]


@pytest.mark.parametrize("error", [asyncio.CancelledError(), KeyboardInterrupt(), SystemExit(1)])
async def test_a_shutdown_in_the_middle_is_nobodys_failure(
    climb: Any, create_record: Any, error: BaseException
) -> None:
    climb.failures["e1"] = error
    with pytest.raises(type(error)):
        await climb.up(create_record("e1"))
    assert climb.parked == []
    assert len(climb.calls) == 1


@pytest.mark.parametrize("bad", ["bytes", "rule"])
async def test_when_parking_fails_the_record_is_asked_for_again(climb: Any, create_record: Any, bad: str) -> None:
    climb.parking.failure = Transient("MongoDB: away")
    climb.failures["e1"] = Permanent("no")
    record = a_record(TOPIC, b"garbage") if bad == "bytes" else create_record("e1")
    with pytest.raises(Transient, match="MongoDB: away"):
        await climb.up(record)
    assert climb.counted("parked") == 0


async def test_an_empty_batch_calls_nobody(climb: Any) -> None:
    await climb.up()
    assert climb.calls == []


async def test_a_batch_of_garbage_alone_calls_nobody(climb: Any) -> None:
    await climb.up(a_record(TOPIC, b"1"), a_record(TOPIC, None))
    assert climb.calls == []
    assert climb.parked == ["unreadable", "unreadable"]


async def test_a_key_that_somebody_else_wrote_meanwhile_is_a_race_that_a_second_try_ends(
    climb: Any, create_record: Any
) -> None:
    climb.failures["e1"] = [Conflict("duplicate key")]
    await climb.up(create_record("e1"), create_record("e2"))
    assert climb.handled == ["e1", "e2"]
    assert climb.parked == []


async def test_a_key_that_is_taken_for_good_parks_its_record_instead_of_stopping_the_line(
    climb: Any, create_record: Any
) -> None:
    climb.failures["e1"] = Conflict("duplicate key")
    await climb.up(create_record("e0"), create_record("e1"), create_record("e2"))
    assert climb.parked == ["e1"]
    assert climb.handled == ["e0", "e2"]


async def test_no_words_of_an_error_keep_its_record_from_being_parked(
    climb: Any, create_record: Any, caplog: pytest.LogCaptureFixture
) -> None:
    # What the test runner would show of the log is UTF-8 for it, and this is not.
    caplog.set_level(logging.CRITICAL)
    climb.failures["e1"] = ValueError("file \udcff")
    await climb.up(create_record("e1"))
    assert climb.parking.parcels[0].error.encode() == b"file \\udcff"
