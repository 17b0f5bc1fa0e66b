"""The rights that deploy/mongo/init.js gives to a service on its sister database, on a mongod that asks who one is."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError
from tests.servers import HOME, Document

from casework.store.audit import ENTRIES
from casework.store.indexes import INDEXES
from haichieu.child import Child
from haichieu.mongod import mongod_binary
from haichieu.ports import free_ports

pytestmark = pytest.mark.integration

ROLE = json.loads((HOME / "deploy/mongo/append-only.json").read_text("utf-8"))


async def test_the_account_of_a_service_can_add_and_read_but_neither_change_nor_remove(tmp_path: Path) -> None:
    (port,) = free_ports(1)
    command = [
        mongod_binary(),
        "--dbpath",
        tmp_path,
        "--port",
        port,
        "--bind_ip",
        "127.0.0.1",
        "--auth",
        "--nounixsocket",
    ]
    url = f"mongodb://127.0.0.1:{port}/"
    child = Child("mongod", list(map(str, command)), tmp_path / "log", lambda: _answers(url))
    await child.start()
    try:
        with MongoClient(url) as first:
            first.admin.command("createUser", "root", pwd="x", roles=["root"])
        with MongoClient(url, username="root", password="x") as root:
            privilege = {"resource": {"db": "casework_audit", "collection": ""}, "actions": ROLE["actions"]}
            root["casework_audit"].command("createRole", ROLE["role"], privileges=[privilege], roles=[])
            roles = [{"role": "readWrite", "db": "casework"}, {"role": ROLE["role"], "db": "casework_audit"}]
            root["casework"].command("createUser", "casework", pwd="x", roles=roles)
        with MongoClient(url, username="casework", password="x", authSource="casework") as service:
            _try_everything(service)
    finally:
        await child.kill()


def _try_everything(service: MongoClient[Document]) -> None:
    entries = service["casework_audit"][ENTRIES]
    for index in (index for index in INDEXES if index.sister):
        service["casework_audit"][index.collection].create_indexes([index.model])
    entries.insert_one({"_id": "h1", "chain": "c", "seq": 1})
    assert entries.count_documents({}) == 1
    forbidden: list[Callable[[], object]] = [
        lambda: entries.update_one({"_id": "h1"}, {"$set": {"seq": 2}}),
        lambda: entries.replace_one({"_id": "h1"}, {"seq": 2}),
        lambda: entries.delete_one({"_id": "h1"}),
        lambda: entries.find_one_and_delete({"_id": "h1"}),
        lambda: entries.drop(),
        lambda: entries.drop_indexes(),
        lambda: entries.rename("other"),
        lambda: service["casework_audit"].command("collMod", ENTRIES, validator={}),
        lambda: list(
            service["casework"]["x"].aggregate(
                [{"$documents": []}, {"$out": {"db": "casework_audit", "coll": ENTRIES}}]
            )
        ),
        lambda: service.drop_database("casework_audit"),
    ]
    for attempt in forbidden:
        with pytest.raises(OperationFailure):
            attempt()
    assert [row["seq"] for row in entries.find()] == [1]


async def _answers(url: str) -> bool:
    with MongoClient(url, serverSelectionTimeoutMS=500) as client:
        try:
            client.admin.command("ping")
        except PyMongoError:
            return False
        return True
