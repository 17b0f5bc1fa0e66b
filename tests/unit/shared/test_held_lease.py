"""When a replica may act, asked of a fake office under a clock that the test moves."""

from datetime import timedelta

import pytest

from shared.failures import Transient
from shared.store import lease as lease_module
from shared.store.lease import HeldLease, Lease

TTL = timedelta(seconds=6)


class Office:
    """Grants to whoever asks while `free`; `away` raises."""

    def __init__(self) -> None:
        self.free = True
        self.away = False
        self.asked: list[str] = []

    async def acquire(self, name: str, holder: str) -> Lease | None:
        return self._answer("acquire", Lease(name, holder, 1))

    async def renew(self, lease: Lease) -> Lease | None:
        return self._answer("renew", lease)

    async def release(self, lease: Lease) -> None:
        self._answer("release", lease)

    def _answer(self, verb: str, lease: Lease) -> Lease | None:
        self.asked.append(verb)
        if self.away:
            raise Transient("MongoDB: away")
        return lease if self.free else None


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1_000.0]

    class Time:
        @staticmethod
        def monotonic() -> float:
            return now[0]

    monkeypatch.setattr(lease_module, "time", Time)
    return now


async def test_the_office_is_asked_only_when_a_third_is_used_up(office: Office, clock: list[float]) -> None:
    held = HeldLease(office, "relay", "one", TTL)
    assert await held.hold()
    clock[0] += 1.9
    assert await held.hold()
    assert office.asked == ["acquire"]
    clock[0] += 0.2
    assert await held.hold()
    assert office.asked == ["acquire", "renew"]


async def test_a_lease_that_went_to_somebody_else_is_not_held(office: Office, clock: list[float]) -> None:
    held = HeldLease(office, "relay", "one", TTL)
    assert await held.hold()
    office.free = False
    clock[0] += 3
    assert not await held.hold()
    assert office.asked == ["acquire", "renew", "acquire"]


async def test_whoever_does_not_hold_it_asks_every_time(office: Office, clock: list[float]) -> None:
    office.free = False
    held = HeldLease(office, "relay", "one", TTL)
    assert not await held.hold()
    office.free = True
    assert await held.hold()


async def test_an_office_that_cannot_be_asked_is_no_permission(office: Office, clock: list[float]) -> None:
    held = HeldLease(office, "relay", "one", TTL)
    assert await held.hold()
    office.away = True
    clock[0] += 3
    for _ in range(2):
        with pytest.raises(Transient):
            await held.hold()


async def test_time_spent_on_the_way_counts_against_the_lease(office: Office, clock: list[float]) -> None:
    held = HeldLease(office, "relay", "one", TTL)
    acquire = office.acquire

    async def slowly(name: str, holder: str) -> Lease | None:
        clock[0] += 2.5
        return await acquire(name, holder)

    office.acquire = slowly
    assert await held.hold()
    assert await held.hold()
    assert office.asked == ["acquire", "renew"], "timed from before the request"


async def test_release_gives_it_back_once(office: Office, clock: list[float]) -> None:
    held = HeldLease(office, "relay", "one", TTL)
    await held.release()
    assert office.asked == []
    assert await held.hold()
    await held.release()
    await held.release()
    assert office.asked == ["acquire", "release"]
    assert await held.hold()
    assert office.asked[-1] == "acquire"
