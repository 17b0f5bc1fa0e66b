"""The register on a real MongoDB: fifty signatures at once, two replicas, no gap and no double."""

import asyncio
import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from tests.servers import LIVE, Corner

from casework.letters.refusals import AlreadyVoided
from casework.letters.register import Entry
from casework.store.numbers import NUMBER_INDEXES, NoSuchNumber, Numbers, register_of
from shared.failures import Transient
from shared.store.client import Store
from shared.store.unit_of_work import Transaction, UnitOfWork

pytestmark = LIVE

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
SERIES = "LĐLĐ-CTCĐ"


class Replica:
    """A store and a unit of work of its own, as another process would have."""

    def __init__(self, corner: Corner) -> None:
        self.store = Store(corner.platform().mongo_url.get_secret_value(), corner.database.name, NUMBER_INDEXES)
        self.work: UnitOfWork[Transaction] = UnitOfWork(self.store, lambda transaction: transaction, lambda: None)
        self.tries = 0

    async def sign(self, letter_id: str, at: datetime = AT, *, fails: bool = False, series: str = SERIES) -> Entry:
        """What the signing step does: number and letter in one transaction, again when somebody was faster."""
        while True:
            self.tries += 1
            try:
                async with self.work.once([]) as transaction:
                    entry = await Numbers(transaction).assign(series, letter_id, "phat", at)
                    letters = transaction.collection("letters")
                    signed = {"$set": {"number": entry.number}}
                    await letters.update_one({"_id": letter_id}, signed, upsert=True, session=transaction.session)
                    if fails:
                        raise RuntimeError("the signature failed after its number was taken")
                    return entry
            except Transient:
                await asyncio.sleep(random.uniform(0.005, 0.05))


@pytest_asyncio.fixture(loop_scope="session")
async def replicas(corner: Corner) -> AsyncIterator[tuple[Replica, Replica]]:
    pair = Replica(corner), Replica(corner)
    for replica in pair:
        await replica.store.start()
    yield pair
    for replica in pair:
        await replica.store.stop()


async def numbers(replica: Replica, year: int = 2026, series: str = SERIES) -> list[int]:
    return [entry.number for entry in await register_of(replica.store, series, year)]


async def test_fifty_at_once_from_two_replicas_get_1_to_50(replicas: tuple[Replica, Replica]) -> None:
    entries = await asyncio.gather(*(replicas[number % 2].sign(f"letter-{number}") for number in range(50)))
    assert sorted(entry.number for entry in entries) == list(range(1, 51))
    assert await numbers(replicas[0]) == list(range(1, 51))
    stored = {row["_id"]: row["number"] async for row in replicas[0].store.collection("letters").find({})}
    assert stored == {entry.letter_id: entry.number for entry in entries}
    assert sum(replica.tries for replica in replicas) > 50, "they did collide"


async def test_signatures_that_fail_leave_no_gap(replicas: tuple[Replica, Replica]) -> None:
    acts = [replicas[number % 2].sign(f"letter-{number}", fails=number % 3 == 0) for number in range(30)]
    results = await asyncio.gather(*acts, return_exceptions=True)
    assert sum(isinstance(result, RuntimeError) for result in results) == 10
    assert await numbers(replicas[0]) == list(range(1, 21))


async def test_a_letter_signed_twice_at_once_has_one_number(replicas: tuple[Replica, Replica]) -> None:
    entries = await asyncio.gather(*(replicas[number % 2].sign("letter-1") for number in range(10)))
    assert {entry.number for entry in entries} == {1}
    assert await numbers(replicas[1]) == [1]


async def test_the_year_turns_at_midnight_in_vietnam_and_series_count_apart(
    replicas: tuple[Replica, Replica],
) -> None:
    before, after = datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC), datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
    moments = [before, after] * 10
    await asyncio.gather(*(replicas[n % 2].sign(f"letter-{n}", at) for n, at in enumerate(moments)))
    assert await numbers(replicas[0], 2026) == list(range(1, 11))
    assert await numbers(replicas[0], 2027) == list(range(1, 11))
    assert (await replicas[0].sign("report-1", series="BC-LĐLĐ")).number == 1


async def test_a_voided_number_stays_with_its_reason_and_the_next_goes_on(
    replicas: tuple[Replica, Replica],
) -> None:
    replica = replicas[0]
    await replica.sign("letter-1")

    async def void(letter_id: str, reason: str) -> Entry:
        async with replica.work.once([]) as transaction:
            return await Numbers(transaction).void(letter_id, reason, "an", AT)

    await void("letter-1", "In nhầm")
    assert (await replica.sign("letter-2")).number == 2
    first, second = await register_of(replica.store, SERIES, 2026)
    assert first.voiding is not None
    assert (first.number, first.voiding.reason, first.voiding.by) == (1, "In nhầm", "an")
    assert second.voiding is None
    with pytest.raises(AlreadyVoided, match="In nhầm"):
        await void("letter-1", "lần nữa")
    with pytest.raises(NoSuchNumber, match="letter-9"):
        await void("letter-9", "không có")
    assert (await replica.sign("letter-1")).voiding is not None, "no second number for a voided letter"
