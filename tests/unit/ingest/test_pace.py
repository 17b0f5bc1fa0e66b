"""Polite to each host, quiet when it asks for quiet, and not to be filled up by many."""

import asyncio
import time

import pytest

from ingest.errors import HostRests
from ingest.fetching import pace as pace_module
from ingest.fetching.pace import LONGEST_DELAY_SECONDS, LONGEST_REST_SECONDS, LONGEST_WAIT_SECONDS, Pace

HOST = "bao.example"


async def test_one_host_waits_and_another_does_not() -> None:
    pace, begun, came = Pace(0.1), time.monotonic(), dict[str, float]()

    async def ask(name: str, host: str) -> None:
        async with pace.turn(host):
            came[name] = time.monotonic() - begun

    await asyncio.gather(ask("first", HOST), ask("second", HOST), ask("other", "khac.example"))
    assert came["first"] < 0.09
    assert came["other"] < 0.09
    assert came["second"] >= 0.1


async def test_turns_come_in_the_order_of_asking() -> None:
    pace, order = Pace(0.02), list[int]()

    async def ask(number: int) -> None:
        async with pace.turn(HOST):
            order.append(number)

    await asyncio.gather(*(ask(number) for number in range(5)))
    assert order == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("at_once", [1, 2, 3])
async def test_no_more_than_so_many_are_at_a_host_however_slow_it_is(at_once: int) -> None:
    pace, inside, most = Pace(0.0, at_once), 0, 0

    async def ask() -> None:
        nonlocal inside, most
        async with pace.turn(HOST):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.005)
            inside -= 1

    await asyncio.gather(*(ask() for _ in range(12)))
    assert most == at_once


class Hand:
    """A clock that moves when somebody sleeps, or is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def hand() -> Hand:
    return Hand()


def a_pace(hand: Hand, interval: float = 0.0) -> Pace:
    return Pace(interval, 2, lambda: hand.now, hand.sleep)


async def test_a_host_that_asked_for_quiet_is_not_asked_until_it_is_over(hand: Hand) -> None:
    pace = a_pace(hand)
    pace.rest(HOST, 600)
    with pytest.raises(HostRests) as refused:
        async with pace.turn(HOST):
            pass
    assert refused.value.retry_after == 600
    async with pace.turn("khac.example"):
        pass
    hand.now = 600
    async with pace.turn(HOST):
        assert hand.now == 600


async def test_a_short_rest_is_waited_for(hand: Hand) -> None:
    pace = a_pace(hand)
    pace.rest(HOST, LONGEST_WAIT_SECONDS)
    async with pace.turn(HOST):
        assert hand.now == LONGEST_WAIT_SECONDS


async def test_who_says_only_too_many_is_left_alone_ever_longer_until_it_answers(hand: Hand) -> None:
    pace = a_pace(hand)
    assert [pace.rest(HOST, None) for _ in range(3)] == [30, 60, 120]
    assert [pace.rest(HOST, None) for _ in range(40)][-1] == LONGEST_REST_SECONDS
    pace.answered(HOST)
    assert pace.rest(HOST, None) == 30


async def test_a_shorter_rest_does_not_shorten_a_longer_one(hand: Hand) -> None:
    pace = a_pace(hand)
    pace.rest(HOST, 600)
    pace.rest(HOST, 1)
    with pytest.raises(HostRests):
        async with pace.turn(HOST):
            pass


@pytest.mark.parametrize(("asked", "waited"), [(5, 5), (0, 1), (-3, 1), (86_400, LONGEST_DELAY_SECONDS)])
async def test_a_crawl_delay_is_kept_within_reason(hand: Hand, asked: float, waited: float) -> None:
    pace = a_pace(hand, interval=1.0)
    pace.delay(HOST, asked)
    for _ in range(3):
        async with pace.turn(HOST):
            pass
    assert hand.now == 2 * waited


async def test_a_million_hosts_are_not_remembered() -> None:
    pace = Pace(0.0)
    for number in range(3 * pace_module.HOSTS_REMEMBERED):
        async with pace.turn(f"{number}.example"):
            pass
        assert len(pace) <= pace_module.HOSTS_REMEMBERED


async def test_who_still_has_to_wait_is_remembered(monkeypatch: pytest.MonkeyPatch, hand: Hand) -> None:
    monkeypatch.setattr(pace_module, "HOSTS_REMEMBERED", 1)
    pace = a_pace(hand, interval=0.1)
    for host in (HOST, "khac.example", HOST):
        async with pace.turn(host):
            pass
    assert hand.now == pytest.approx(0.1)


async def test_a_request_under_way_keeps_its_place_when_others_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace_module, "HOSTS_REMEMBERED", 1)
    pace = Pace(0.0, 1)
    async with pace.turn(HOST):
        for number in range(5):
            async with pace.turn(f"{number}.example"):
                pass
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.02), pace.turn(HOST):
                pass


async def test_who_gives_way_comes_when_nobody_of_today_is_there_and_keeps_the_pause() -> None:
    pace, order, came = Pace(0.1), list[str](), list[float]()

    async def ask(name: str, *, yielding: bool = False) -> None:
        async with pace.turn(HOST, yielding=yielding):
            order.append(name)
            came.append(time.monotonic())

    async with pace.turn(HOST):
        begun = time.monotonic()
        past = [asyncio.create_task(ask(f"past {number}", yielding=True)) for number in (1, 2)]
        await asyncio.sleep(0)
        today = [asyncio.create_task(ask(f"today {number}")) for number in (1, 2)]
        await asyncio.sleep(0)
    await asyncio.gather(*past, *today)
    assert order == ["today 1", "today 2", "past 1", "past 2"]
    assert all(at - begun > 0.095 * number for number, at in enumerate(came, 1)), "one pace for both lanes"


async def test_who_gives_way_for_too_long_is_told_to_come_again(hand: Hand) -> None:
    pace = a_pace(hand, 0.1)
    async with pace.turn(HOST):
        with pytest.raises(HostRests, match="busy"):
            async with pace.turn(HOST, yielding=True):
                pytest.fail("somebody of today is at the host")
