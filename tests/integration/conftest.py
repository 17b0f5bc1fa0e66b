"""Real servers for whoever asks for them (tests/servers.py)."""

import secrets
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from pymongo import MongoClient
from tests.house import House, open_house
from tests.servers import Corner, Servers, new_broker

from haichieu.mongod import Mongod
from haichieu.ports import free_ports


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def servers(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Servers]:
    folder = tmp_path_factory.mktemp("servers")
    mongod, broker = Mongod(folder / "mongo", folder / "mongod.log", port=free_ports(1)[0]), new_broker(folder)
    try:
        await mongod.start()
        await broker.start()
        with MongoClient(mongod.url, tz_aware=True) as mongo:
            # Services are killed in transactions here; whoever follows them waits for this many seconds.
            mongo.admin.command({"setParameter": 1, "transactionLifetimeLimitSeconds": 3})
            yield Servers(mongod, broker, folder, mongo)
    finally:
        await broker.stop()
        await mongod.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def corner(servers: Servers) -> AsyncIterator[Corner]:
    corner = Corner(f"t{secrets.token_hex(4)}", servers, servers.mongo)
    yield corner
    await corner.close()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def house(servers: Servers) -> AsyncIterator[House]:
    """One database for a file's tests: they use accounts and cases of their own."""
    async with open_house(servers.mongod.url, f"haichieu_t{secrets.token_hex(4)}") as house:
        yield house
