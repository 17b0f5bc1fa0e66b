"""One holder at a time; the token grows with every holder."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest_asyncio
from tests.servers import LIVE, Corner
from tests.waiting import holds

from shared.store.client import Store
from shared.store.lease import HeldLease, LeaseOffice

pytestmark = LIVE

TTL = timedelta(seconds=1)


@pytest_asyncio.fixture(loop_scope="session")
async def office(corner: Corner) -> AsyncIterator[LeaseOffice]:
    store = Store(corner.servers.mongod.url, corner.database.name)
    await store.start()
    yield LeaseOffice(store, TTL)
    await store.stop()


async def test_of_many_at_once_one_holds(office: LeaseOffice) -> None:
    leases = await asyncio.gather(*(office.acquire("relay", f"replica-{n}") for n in range(8)))
    assert len([lease for lease in leases if lease]) == 1


async def test_expiry_hands_it_on_with_a_higher_token(office: LeaseOffice) -> None:
    first = await office.acquire("relay", "a")
    assert first is not None
    assert await office.acquire("relay", "b") is None
    await holds(lambda: office.acquire("relay", "b"), "taken over", seconds=5)
    assert await office.renew(first) is None
    second = await office.acquire("relay", "b")
    assert second is not None
    assert second.token > first.token


async def test_the_same_holder_gets_it_back_at_once_under_a_new_token(office: LeaseOffice) -> None:
    before = await office.acquire("relay", "a")
    after = await office.acquire("relay", "a")
    assert before is not None
    assert after is not None
    assert after.token == before.token + 1
    assert await office.renew(before) is None


async def test_renewal_keeps_it_beyond_its_first_end(office: LeaseOffice) -> None:
    lease = await office.acquire("relay", "a")
    assert lease is not None
    end = asyncio.get_running_loop().time() + 2 * TTL.total_seconds()
    while asyncio.get_running_loop().time() < end:
        assert await office.renew(lease) == lease
        assert await office.acquire("relay", "b") is None
        await asyncio.sleep(0.1)


async def test_released_it_is_free_at_once(office: LeaseOffice) -> None:
    lease = await office.acquire("relay", "a")
    assert lease is not None
    await office.release(lease)
    # "until" is the server's present; "free" means strictly before it, so the next millisecond.
    await holds(lambda: office.acquire("relay", "b"), "taken after release", seconds=0.5)


async def test_leases_of_other_names_do_not_matter(office: LeaseOffice) -> None:
    assert await office.acquire("relay", "a")
    assert await office.acquire("seed", "b")


async def test_held_lease_hands_over_when_its_holder_goes(office: LeaseOffice) -> None:
    ours, theirs = (HeldLease(office, "relay", name, TTL) for name in ("a", "b"))
    assert await ours.hold()
    assert not await theirs.hold()
    await ours.release()
    await holds(theirs.hold, "taken over", seconds=0.5)
    assert not await ours.hold()


async def test_held_lease_notices_that_it_was_lost(office: LeaseOffice) -> None:
    ours, theirs = (HeldLease(office, "relay", name, TTL) for name in ("a", "b"))
    assert await ours.hold()
    await holds(theirs.hold, "taken over after expiry", seconds=5)
    assert not await ours.hold()
