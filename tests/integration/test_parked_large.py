"""A record that no document of MongoDB can hold is parked by its beginning, and does not come again for ever."""

import hashlib
import os

import pytest
from tests.servers import LIVE, Corner

from shared.contracts.parked import EXCERPT_LIMIT
from shared.kit import Kit
from shared.ops.settings import Platform
from shared.posting import Parcel, Record
from shared.store.parked import NotKeptWhole

pytestmark = LIVE


async def test_only_its_beginning_is_kept_and_it_can_be_dropped_but_not_replayed(corner: Corner) -> None:
    platform: Platform = corner.platform(mongo_database=corner.database.name)
    kit = Kit("casework", platform, (), lambda work: work)
    await kit.store.start()
    try:
        value, headers = os.urandom(20_000_000), (("h", os.urandom(3_000_000)),)
        record = Record("classify.publication-assessed.v1", 3, 17, 1_700_000_000_000, b"K", value, headers)
        for _ in range(2):  # as when the offset's commit was lost
            await kit.parking.park(Parcel(record, "casework", "Unreadable", "no JSON", 1))
        [row] = [row async for row in kit.parking.newest()]
        assert (row["size"], row["sha256"]) == (20_000_000, hashlib.sha256(value).hexdigest())
        assert (await kit.parking.show(row["_id"]))["value"] == value[:EXCERPT_LIMIT]
        with pytest.raises(NotKeptWhole, match=r"classify\.publication-assessed\.v1/3/17"):
            await kit.parking.replay(row["_id"], "somebody")
        await kit.parking.drop(row["_id"], "somebody")
        assert [row async for row in kit.parking.newest()] == []
    finally:
        await kit.store.stop()
