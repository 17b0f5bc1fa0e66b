"""What the local stack does when several of its parts die at once."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from pymongo.errors import AutoReconnect

from haichieu import refill, stack
from haichieu.plan import USUAL, Plan


@pytest.fixture
def embedded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> stack.Stack:
    monkeypatch.delenv("HAICHIEU_KAFKA", raising=False)
    monkeypatch.delenv("HAICHIEU_MONGO_URL", raising=False)
    return stack.Stack(Plan(tmp_path, tmp_path, "embedded", USUAL))


async def test_services_end_before_a_broker_that_forgot_comes_back(
    embedded: stack.Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An offset of the old broker, committed to the new one, steps over the first records that are published anew."""
    order: list[str] = []

    def noted(what: str) -> Callable[..., Awaitable[None]]:
        async def note(*_: object) -> None:
            order.append(what)

        return note

    for name, child in embedded.services.items():
        monkeypatch.setattr(child, "stop", noted(f"{name} stops"))
    monkeypatch.setattr(embedded.broker, "start", noted("the broker starts"))
    monkeypatch.setattr(embedded, "create_topics", noted("topics"))
    monkeypatch.setattr(stack, "RESTART_PAUSE", 0)
    assert await embedded._restarted("kafka", embedded.broker)
    assert order == [*(f"{name} stops" for name in embedded.services), "the broker starts", "topics"]


async def test_a_broker_that_forgot_is_refilled_also_when_mongod_was_away_at_the_first_try(
    embedded: stack.Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[Any] = [AutoReconnect("mongod was killed too"), 7]
    missing = [["ingest.publication-captured.v1"], [], []]

    async def starts() -> None:
        pass

    async def ensure(_: object) -> list[str]:
        return missing.pop(0)

    async def answer(_: object) -> int:
        given = answers.pop(0)
        if isinstance(given, Exception):
            raise given
        return int(given)

    monkeypatch.setattr(embedded.broker, "start", starts)
    monkeypatch.setattr(stack, "RESTART_PAUSE", 0)
    monkeypatch.setattr(stack.topics, "ensure", ensure)
    monkeypatch.setattr(refill, "refill", answer)
    assert not await embedded._restarted("kafka", embedded.broker)
    monkeypatch.setattr(type(embedded.broker), "running", True)
    assert await embedded._restarted("kafka", embedded.broker), "it runs already, and its topics are there"
    assert answers == []
    assert await embedded._restarted("kafka", embedded.broker), "nothing was forgotten since"
