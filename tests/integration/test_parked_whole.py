"""A replayed record is what it was: without key or value, with repeated and empty headers."""

import asyncio

import pytest
from tests.probe import Probe
from tests.servers import LIVE, Corner, live
from tests.waiting import holds

from shared.posting import REPLAY_FOR

pytestmark = LIVE

STRANGE = [("twice", b"1"), ("twice", b"2"), ("none", None), ("empty", b"")]


@pytest.mark.parametrize(("key", "value"), [(b"k", None), (None, b"rac")], ids=["no value", "no key"])
async def test_replay_keeps_what_is_missing_missing(corner: Corner, key: bytes | None, value: bytes | None) -> None:
    probe = Probe(corner.name, corner.platform())
    await corner.topics(*probe.topics, partitions=1)
    async with live(probe.service(), probe.platform):
        async with corner.producer() as producer:
            await producer.send_and_wait(probe.probed.TOPIC, value, key=key, headers=STRANGE)

        async def parked() -> list[str]:
            return [row["_id"] for row in corner.database["parked"].find({"status": "parked"}, {"_id": 1})]

        await holds(parked, "it cannot be read", seconds=40)
        [first] = await parked()
        for number in (1, 2):
            [waiting] = await parked()
            await probe.kit.parking.replay(waiting, "a test")

            async def again(waiting: str = waiting) -> bool:
                return bool(set(await parked()) - {waiting})

            await holds(again, f"replay {number} is as unreadable as the first")
        assert first not in await parked()
    async with asyncio.timeout(20):
        records = await corner.read(probe.probed.TOPIC)
    assert [(record.key, record.value) for record in records] == [(key, value)] * 3
    marked = [*STRANGE, (REPLAY_FOR, corner.name.encode())]
    assert [list(record.headers) for record in records] == [STRANGE, marked, marked]
