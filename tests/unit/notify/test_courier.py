"""The courier, with a desk in memory and a channel that remembers."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from tests.unit.notify.rounds import Round

from notify import courier as courier_module
from notify.domain import ATTEMPTS, BOUNCED, GAVE_UP, POSTPONED, SENT, AcceptNotice
from notify.testing import AT, a_notice
from notify.usecases import accept_notices
from shared.failures import Transient


async def test_accepted_notices_are_delivered_recorded_and_announced() -> None:
    round_ = Round()
    await round_.accept("n1", "n2")
    async with round_.running():
        await round_.until(lambda: len(round_.events) == 2)
    assert [notice.id for notice in round_.channel.delivered] == ["n1", "n2"]
    event = round_.events[0]
    assert (event["subject_id"], event["state"], event["attempt"], event["case_id"]) == ("n1", "sent", 1, "case-1")
    assert (event["correlation_id"], event["causation_id"]) == ("journey-1", "event-1")
    assert round_.state("n1") == SENT
    assert round_.counted("sent") == 2
    assert (
        round_.metrics.registry.get_sample_value("haichieu_journey_age_seconds_count", {"step": "notice-accepted"}) == 2
    )


async def test_the_age_of_a_reminder_is_not_the_age_of_the_chain() -> None:
    round_ = Round()
    await accept_notices([AcceptNotice("m-n1", a_notice(id="n1", kind="overdue"))], round_.works)
    async with round_.running():
        await round_.until(lambda: len(round_.events) == 1)
    step = {"step": "notice-accepted"}
    assert not round_.metrics.registry.get_sample_value("haichieu_journey_age_seconds_count", step)


async def test_a_wake_up_delivers_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courier_module, "POLL_SECONDS", 60)
    round_ = Round()
    async with round_.running():
        await asyncio.sleep(0.02)
        await round_.accept("n1")
        round_.courier.wake()
        await round_.until(lambda: bool(round_.events))


async def test_what_cannot_be_recorded_is_recorded_later_and_not_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courier_module, "RECORD_PAUSE", 0.01)
    round_ = Round()
    await round_.accept("n1")
    round_.works.failures.append(Transient("MongoDB: away"))
    async with round_.running():
        await round_.until(lambda: bool(round_.events))
    assert len(round_.channel.delivered) == 1
    assert len(round_.events) == 1
    assert round_.counted("sent") == 1


async def test_a_postponed_notice_waits_for_its_pause_and_is_not_announced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courier_module, "POLL_SECONDS", 0.01)
    round_ = Round(POSTPONED)
    await round_.accept("n1")
    async with round_.running():
        await round_.until(lambda: round_.counted("postponed") == 1)
        await asyncio.sleep(0.05)
        assert len(round_.channel.delivered) == 1
        round_.desk.now = AT + timedelta(seconds=15)
        await round_.until(lambda: len(round_.channel.delivered) == 2)
    assert round_.events == []
    assert [notice.attempt for notice in round_.channel.delivered] == [1, 2]


async def test_a_bounced_notice_is_announced_and_never_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courier_module, "POLL_SECONDS", 0.01)
    round_ = Round(BOUNCED)
    await round_.accept("n1")
    async with round_.running():
        await round_.until(lambda: bool(round_.events))
        round_.desk.now = AT + timedelta(days=1)
        await asyncio.sleep(0.05)
    assert len(round_.channel.delivered) == 1
    assert round_.events[0]["state"] == BOUNCED
    assert round_.events[0]["detail"] == "said the server"


async def test_after_the_last_attempt_a_person_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courier_module, "POLL_SECONDS", 0.001)
    round_ = Round(POSTPONED)
    await round_.accept("n1")
    async with round_.running():
        for attempt in range(1, ATTEMPTS + 1):
            await round_.until(lambda wanted=attempt: len(round_.works.table("deliveries")) >= wanted)
            round_.desk.now += timedelta(hours=3)
    (event,) = round_.events
    assert (event["state"], event["attempt"]) == (GAVE_UP, ATTEMPTS)


async def test_what_an_earlier_life_left_in_hand_is_sent_again() -> None:
    round_ = Round()
    await round_.accept("n1")
    await round_.desk.claim("an earlier life", 10)
    async with round_.running():
        await round_.until(lambda: bool(round_.events))
    assert round_.channel.delivered[0].attempt == 2


async def test_mongo_being_away_is_waited_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courier_module, "POLL_SECONDS", 0.01)
    round_ = Round()
    claim, failures = round_.desk.claim, [Transient("away"), Transient("away")]

    async def sometimes(*arguments: Any) -> Any:
        if failures:
            raise failures.pop()
        return await claim(*arguments)

    round_.desk.claim = sometimes
    await round_.accept("n1")
    async with round_.running():
        await round_.until(lambda: bool(round_.events))


async def test_a_request_delivered_twice_is_one_notice() -> None:
    round_ = Round()
    await round_.accept("n1")
    await round_.accept("n1")
    async with round_.running():
        await round_.until(lambda: bool(round_.events))
    assert len(round_.channel.delivered) == 1
