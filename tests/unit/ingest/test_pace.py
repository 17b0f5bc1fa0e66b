"""Polite to each host, and not to be filled up by many."""

import asyncio
import time

import pytest

from ingest.fetching import pace as pace_module
from ingest.fetching.pace import Pace


async def test_one_host_waits_and_another_does_not() -> None:
    pace, begun, came = Pace(0.1), time.monotonic(), dict[str, float]()

    async def ask(name: str, host: str) -> None:
        await pace.turn(host)
        came[name] = time.monotonic() - begun

    await asyncio.gather(ask("first", "bao.example"), ask("second", "bao.example"), ask("other", "khac.example"))
    assert came["first"] < 0.09
    assert came["other"] < 0.09
    assert came["second"] >= 0.1


async def test_turns_come_in_the_order_of_asking() -> None:
    pace, order = Pace(0.02), list[int]()

    async def ask(number: int) -> None:
        await pace.turn("bao.example")
        order.append(number)

    await asyncio.gather(*(ask(number) for number in range(5)))
    assert order == [0, 1, 2, 3, 4]


async def test_a_million_hosts_are_not_remembered() -> None:
    pace = Pace(0.0)
    for number in range(10 * pace_module.HOSTS_REMEMBERED):
        await pace.turn(f"{number}.example")
        assert len(pace) <= pace_module.HOSTS_REMEMBERED


async def test_who_still_has_to_wait_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace_module, "HOSTS_REMEMBERED", 1)
    pace, begun = Pace(0.1), time.monotonic()
    for host in ("bao.example", "khac.example", "bao.example"):
        await pace.turn(host)
    assert time.monotonic() - begun >= 0.1
