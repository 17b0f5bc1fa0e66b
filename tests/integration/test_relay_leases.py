"""Two relays on one outbox: who lost the lease marks nothing, and each subject's order holds."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta

import pytest
import pytest_asyncio
from tests.probe import Probe, message
from tests.servers import LIVE, Corner, bodies
from tests.waiting import becomes, holds

from shared.failures import Transient
from shared.leases import Lease, LeaseLost
from shared.messaging import relay as relay_module
from shared.messaging.publisher import Verdict
from shared.posting import Posting
from shared.store.lease import LeaseOffice, fence
from shared.store.outbox_relayed import MongoOutbox

pytestmark = LIVE

TTL = timedelta(seconds=1)


@pytest_asyncio.fixture(loop_scope="session")
async def probe(corner: Corner) -> AsyncIterator[Probe]:
    probe = Probe(corner.name, corner.platform())
    await corner.topics(*probe.topics, partitions=1)
    await probe.kit.store.start()
    yield probe
    await probe.kit.store.stop()


async def emit(probe: Probe, *numbers: int) -> list[str]:
    """Events of one subject, in the order of their versions."""
    events = [message(probe, number, subject_id="s", subject_version=number) for number in numbers]
    async with probe.kit.work.once([]) as transaction:
        for event in events:
            transaction.publish(event)
    return [event.event_id for event in events]


def pending(corner: Corner) -> int:
    return corner.database["outbox"].count_documents({"pending": True})


async def taken(office: LeaseOffice, holder: str) -> Lease:
    lease: list[Lease | None] = [None]

    async def acquired() -> bool:
        lease[0] = await office.acquire("relay", holder)
        return lease[0] is not None

    await holds(acquired, f"{holder} has it", seconds=5)
    assert lease[0]
    return lease[0]


async def test_who_lost_the_lease_marks_nothing(corner: Corner, probe: Probe) -> None:
    office, box = LeaseOffice(probe.kit.store, TTL), MongoOutbox(probe.kit.store)
    first, second, third = await emit(probe, 1, 2, 3)
    lost = await taken(office, "ours")
    ours = await taken(office, "theirs")
    with pytest.raises(LeaseLost):
        await box.settle(lost, [first], {second: "too large"})
    assert pending(corner) == 3
    await box.settle(ours, [first, third], {second: "too large"})
    assert pending(corner) == 0
    assert corner.database["outbox"].find_one({"_id": second})["last_error"] == "too large"


async def test_a_lease_that_ended_and_that_nobody_took_still_counts(corner: Corner, probe: Probe) -> None:
    office, box = LeaseOffice(probe.kit.store, timedelta(milliseconds=10)), MongoOutbox(probe.kit.store)
    ids = await emit(probe, 1)
    lease = await taken(office, "ours")
    await asyncio.sleep(0.1)
    await box.settle(lease, ids, {})
    assert pending(corner) == 0


async def test_nobody_takes_over_in_the_middle_of_marking(probe: Probe) -> None:
    office = LeaseOffice(probe.kit.store, timedelta(milliseconds=10))
    lease = await taken(office, "ours")
    async with probe.kit.plain_work.once(()) as transaction:
        await fence(lease, transaction)
        await asyncio.sleep(0.1)
        rival = asyncio.create_task(office.acquire("relay", "theirs"))
        await asyncio.sleep(0.3)
        assert not rival.done()
    assert await rival, "and then it is theirs"


async def test_topics_that_take_nothing_are_passed_over(probe: Probe) -> None:
    box = MongoOutbox(probe.kit.store)
    ids = await emit(probe, 1, 2)
    assert [posting.id for posting in await box.pending(10, [])] == ids
    assert await box.pending(10, [probe.probed.TOPIC]) == []
    assert [posting.id for posting in await box.pending(10, ["another.topic.v1"])] == ids


async def test_a_relay_that_was_stuck_beyond_its_lease_changes_neither_marks_nor_order(
    corner: Corner, probe: Probe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.kit.LEASE_SECONDS", 1.5)
    monkeypatch.setattr(relay_module, "LEASE_MARGIN", 0.5)
    stuck, rival = (Probe(corner.name, corner.platform()) for _ in range(2))
    reached, go_on = asyncio.Event(), asyncio.Event()
    publish = stuck.kit.relay._publisher.publish

    async def late(page: Sequence[Posting], seconds: float) -> Verdict:
        verdict = await publish(page, seconds)
        reached.set()
        await go_on.wait()
        return verdict

    monkeypatch.setattr(stuck.kit.relay._publisher, "publish", late)
    await asyncio.gather(*(each.kit.store.start() for each in (stuck, rival)))
    await emit(probe, 1, 2)
    task = asyncio.create_task(stuck.kit.relay._turn())
    await reached.wait()
    await emit(probe, 3)
    other = asyncio.create_task(rival.kit.relay.run())
    await becomes(lambda: asyncio.to_thread(pending, corner), 0)
    marked = {row["_id"]: row["published_at"] for row in corner.database["outbox"].find()}
    go_on.set()
    with pytest.raises(Transient, match="went to another replica"):
        await task
    assert {row["_id"]: row["published_at"] for row in corner.database["outbox"].find()} == marked
    other.cancel()
    numbers = [row["number"] for row in bodies(await corner.read(probe.probed.TOPIC))]
    assert list(dict.fromkeys(numbers)) == [1, 2, 3], "what a consumer sees first of each is in order"
    await asyncio.gather(*(each.kit.relay._publisher.drop() for each in (stuck, rival)))
    await asyncio.gather(*(each.kit.store.stop() for each in (stuck, rival)))
