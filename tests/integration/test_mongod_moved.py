"""The data of a stack outlive the loss of its port: somebody else may hold it at the next start."""

import socket
from pathlib import Path

from pymongo import MongoClient
from tests.servers import LIVE, started

from haichieu.mongod import Mongod
from haichieu.ports import free_ports

pytestmark = LIVE


async def test_on_another_port_it_is_primary_and_has_what_was_written(tmp_path: Path) -> None:
    data, log = tmp_path / "mongo", tmp_path / "mongod.log"
    first, second = free_ports(2)
    async with started(Mongod(data, log, port=first)) as mongod:
        write(mongod, "một")
        await mongod.stop()
    with socket.create_server(("127.0.0.1", first)):
        for _ in range(2):
            async with started(Mongod(data, log, port=second)) as moved:
                write(moved, "hai")
                assert kept(moved) >= {"một", "hai"}
    async with started(Mongod(data, log, port=first)) as back:
        write(back, "ba")
        assert kept(back) == {"một", "hai", "ba"}


def write(mongod: Mongod, id_: str) -> None:
    with (
        MongoClient[dict[str, str]](mongod.url) as client,
        client.start_session() as session,
        session.start_transaction(),
    ):
        client["kept"]["rows"].replace_one({"_id": id_}, {"_id": id_}, upsert=True, session=session)


def kept(mongod: Mongod) -> set[str]:
    with MongoClient[dict[str, str]](mongod.url) as client:
        return {row["_id"] for row in client["kept"]["rows"].find()}
