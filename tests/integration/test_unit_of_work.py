"""Inbox, state and outbox change together or not at all."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from tests.probe import Probe, message
from tests.servers import LIVE, Corner, Servers

from haichieu.child import Child, listens
from haichieu.mongod import Mongod, mongod_binary
from haichieu.ports import free_ports
from shared.failures import Transient
from shared.ops.ids import new_id
from shared.store.client import CannotReachMongo, Index, Store
from shared.store.driver import IndexModel, OperationFailure
from shared.store.unit_of_work import Transaction

pytestmark = LIVE


@pytest_asyncio.fixture(loop_scope="session")
async def probe(corner: Corner) -> AsyncIterator[Probe]:
    """Only its store is started."""
    probe = Probe(corner.name, corner.platform())
    await probe.kit.store.start()
    yield probe
    await probe.kit.store.stop()


async def write(transaction: Transaction, probe: Probe, number: int) -> None:
    await transaction.collection("effects").insert_one({"_id": number}, session=transaction.session)
    transaction.publish(message(probe, number))


def counts(corner: Corner) -> dict[str, int]:
    return {name: corner.database[name].count_documents({}) for name in ("inbox", "effects", "outbox")}


async def test_commit_writes_all_three(corner: Corner, probe: Probe) -> None:
    async with probe.kit.work.once(["a", "b"]) as transaction:
        assert transaction.fresh == {"a", "b"}
        await write(transaction, probe, 1)
    assert counts(corner) == {"inbox": 2, "effects": 1, "outbox": 1}
    assert corner.database["outbox"].find_one({})["pending"] is True


async def test_abort_leaves_nothing(corner: Corner, probe: Probe) -> None:
    async def work() -> None:
        async with probe.kit.work.once(["a"]) as transaction:
            await write(transaction, probe, 1)
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        await work()
    assert counts(corner) == {"inbox": 0, "effects": 0, "outbox": 0}


async def test_cancellation_leaves_nothing(corner: Corner, probe: Probe) -> None:
    written = asyncio.Event()

    async def work() -> None:
        async with probe.kit.work.once(["a"]) as transaction:
            await write(transaction, probe, 1)
            written.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(work())
    await written.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert counts(corner) == {"inbox": 0, "effects": 0, "outbox": 0}
    async with probe.kit.work.once(["a"]) as transaction:
        assert transaction.fresh == {"a"}


@pytest.mark.parametrize(("again", "fresh"), [(["a", "b"], set()), (["a", "c", "b", "d"], {"c", "d"})])
async def test_redelivered_ids_are_not_fresh(corner: Corner, probe: Probe, again: list[str], fresh: set[str]) -> None:
    async with probe.kit.work.once(["a", "b"]):
        pass
    async with probe.kit.work.once(again) as transaction:
        assert transaction.fresh == fresh
        await write(transaction, probe, 1)
    assert counts(corner) == {"inbox": 2 + len(fresh), "effects": 1, "outbox": 1}


async def test_duplicate_key_inside_aborts_and_is_transient(corner: Corner, probe: Probe) -> None:
    async with probe.kit.work.once([]) as transaction:
        await write(transaction, probe, 1)

    async def work() -> None:
        async with probe.kit.work.once(["a"]) as transaction:
            await write(transaction, probe, 2)
            await write(transaction, probe, 1)

    with pytest.raises(Transient):
        await work()
    assert counts(corner) == {"inbox": 0, "effects": 1, "outbox": 1}


async def test_of_two_at_once_one_wins_and_the_other_sees_duplicates(corner: Corner, probe: Probe) -> None:
    async with probe.kit.work.once(["a", "b"]) as winner:
        await write(winner, probe, 1)
        with pytest.raises(Transient):
            async with probe.kit.work.once(["b", "a", "c"]):
                pytest.fail("both hold the same ids")
    async with probe.kit.work.once(["b", "a", "c"]) as loser:
        assert loser.fresh == {"c"}
    assert counts(corner) == {"inbox": 3, "effects": 1, "outbox": 1}


async def test_a_crowd_on_the_same_ids_has_one_effect(corner: Corner, probe: Probe) -> None:
    async def work(number: int) -> int:
        while True:
            try:
                async with asyncio.timeout(20), probe.kit.work.once(["a", "b"]) as transaction:
                    if transaction.fresh:
                        await write(transaction, probe, number)
            except Transient:
                continue
            return len(transaction.fresh)

    assert sorted(await asyncio.gather(*map(work, range(6)))) == [0, 0, 0, 0, 0, 2]
    assert counts(corner) == {"inbox": 2, "effects": 1, "outbox": 1}


async def test_inbox_and_outbox_forget_by_themselves(corner: Corner, probe: Probe) -> None:
    def lives(collection: str) -> list[int]:
        indexes = corner.database[collection].index_information().values()
        return [index["expireAfterSeconds"] for index in indexes if "expireAfterSeconds" in index]

    day = 24 * 3600
    assert lives("inbox") == [42 * day]
    assert lives("outbox") == [21 * day]
    assert lives("parked") == [90 * day]


async def test_another_release_may_keep_things_for_another_time(servers: Servers, corner: Corner) -> None:
    for seconds in (60, 120):
        index = Index("things", IndexModel("at", expireAfterSeconds=seconds))
        store = Store(servers.mongod.url, corner.database.name, [index])
        await store.start()
        await store.stop()
    assert corner.database["things"].index_information()["at_1"]["expireAfterSeconds"] == 120


async def test_any_other_change_of_an_index_is_told(servers: Servers, corner: Corner) -> None:
    corner.database["things"].create_index("at", unique=True)
    store = Store(servers.mongod.url, corner.database.name, [Index("things", IndexModel("at"))])
    with pytest.raises(OperationFailure):
        await store.start()
    await store.stop()


async def test_unpublished_events_never_expire(corner: Corner, probe: Probe) -> None:
    async with probe.kit.work.once([]) as transaction:
        await write(transaction, probe, 1)
    assert "published_at" not in corner.database["outbox"].find_one({})


async def test_without_a_replica_set_the_sentence_names_the_cure(servers: Servers, corner: Corner) -> None:
    port, folder = free_ports(1)[0], servers.folder / corner.name
    folder.mkdir()
    command = [str(mongod_binary()), "--dbpath", str(folder), "--port", str(port), "--bind_ip", "127.0.0.1"]
    lone = Child("mongod", [*command, "--nounixsocket"], folder / "mongod.log", lambda: listens(port))
    await lone.start()
    store = Store(f"mongodb://127.0.0.1:{port}/?directConnection=true", corner.name)
    try:
        with pytest.raises(CannotReachMongo, match="--replSet"):
            await store.start()
    finally:
        await store.stop()
        await lone.kill()


async def test_mongo_away_is_said_within_seconds(corner: Corner) -> None:
    store = Store(f"mongodb://127.0.0.1:{free_ports(1)[0]}/?replicaSet=rs0&directConnection=true", corner.name)
    try:
        async with asyncio.timeout(8):
            with pytest.raises(CannotReachMongo, match="HAICHIEU_MONGO_URL"):
                await store.start()
    finally:
        await store.stop()


async def test_mongo_killed_in_a_transaction_leaves_nothing(servers: Servers, corner: Corner) -> None:
    mongod = Mongod(servers.folder / corner.name, servers.folder / f"{corner.name}.log", port=free_ports(1)[0])
    await mongod.start()
    probe = Probe(corner.name, corner.platform(mongo_url=mongod.url))
    await probe.kit.store.start()

    async def work() -> None:
        async with probe.kit.work.once(["a"]) as transaction:
            await write(transaction, probe, 1)
            await mongod.kill()
            # Back at once, so that nobody has to wait for the end of a time-out first.
            await mongod.start()

    try:
        with pytest.raises(Transient):
            await work()
        async with probe.kit.work.once(["a", new_id()]) as transaction:
            assert len(transaction.fresh) == 2
        assert await probe.kit.store.collection("effects").count_documents({}) == 0
    finally:
        await probe.kit.store.stop()
        await mongod.kill()
