"""What is in a courier's hand: written down soon, bounded, and not dropped at a stop."""

import asyncio
from typing import Any

import pytest
from tests.unit.notify.rounds import Gate, Round

from notify import courier as courier_module
from notify.domain import SENT
from shared.failures import Transient


async def test_an_outcome_is_written_down_while_its_neighbours_are_still_under_way() -> None:
    gate = Gate("n1")
    round_ = Round(channel=gate)
    await round_.accept("n1", "n2", "n3")
    async with round_.running():
        await round_.until(lambda: [event["subject_id"] for event in round_.events] == ["n2", "n3"])
        assert (round_.state("n1"), round_.state("n2")) == ("sending", SENT)
        gate.opened.set()
        await round_.until(lambda: len(round_.events) == 3)


async def test_what_a_crash_would_repeat_is_bounded_while_nothing_can_be_written_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(courier_module, "RECORD_PAUSE", 0.1)
    gate = Gate()
    round_ = Round(channel=gate, smtp_connections=1)
    await round_.accept(*[f"n{number}" for number in range(20)])
    round_.works.failures += [Transient("MongoDB: away")] * 2
    async with round_.running():
        await round_.until(lambda: not round_.works.failures)
        assert len(gate.begun) == round_.settings.in_hand == 4
        await round_.until(lambda: len(round_.events) == 20)
    assert sorted(gate.begun) == sorted(f"n{number}" for number in range(20)), "each once"


async def test_what_is_ready_together_is_written_down_together() -> None:
    round_ = Round()
    await round_.accept(*[f"n{number}" for number in range(24)])
    before = round_.works.commits
    async with round_.running():
        await round_.until(lambda: len(round_.events) == 24)
    assert round_.works.commits - before <= 24 / round_.settings.in_hand + 1


HELD = ["n0", "n1", "n2", "n3"]
"""As many as one connection has in hand."""


async def test_a_claim_that_grew_old_is_given_back_before_others_may_take_it() -> None:
    gate = Gate(*HELD)
    round_ = Round(channel=gate, smtp_connections=1, smtp_timeout_seconds=0.01, claim_seconds=0.4)
    await round_.accept(*HELD, "n4")
    async with round_.running():
        await round_.until(lambda: gate.begun == HELD)
        claim, claimed = round_.desk.claim, list[str]()

        async def noted(*arguments: Any) -> Any:
            claimed.append(arguments[0])
            return await claim(*arguments)

        round_.desk.claim = noted
        await asyncio.sleep(0.25)
        gate.opened.set()
        await round_.until(lambda: len(round_.events) == 5)
    assert claimed, "n4 left under another claim"
    assert gate.begun == [*HELD, "n4"]


async def test_a_stop_finishes_the_mails_in_hand_and_gives_the_rest_back() -> None:
    gate = Gate(*HELD)
    round_ = Round(channel=gate, smtp_connections=1)
    await round_.accept(*HELD, "n4")
    task = asyncio.create_task(round_.courier.run())
    await round_.until(lambda: gate.begun == HELD)
    task.cancel()
    await asyncio.sleep(0)
    gate.opened.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert [round_.state(id_) for id_ in (*HELD, "n4")] == [SENT] * 4 + ["waiting"]


async def test_a_stop_does_not_wait_for_ever_and_tells_how_many_mails_it_left(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(courier_module, "STOP_SECONDS", 0.01)
    gate = Gate("n0")
    round_ = Round(channel=gate)
    await round_.accept("n0")
    task = asyncio.create_task(round_.courier.run())
    await round_.until(lambda: gate.begun == ["n0"])
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    [line] = [line for line in caplog.records if line.action == "courier.cut_off"]
    assert (line.levelname, line.count) == ("WARNING", 1)
