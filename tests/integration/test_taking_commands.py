"""`haichieu ingest import` and `add`, as processes, against a real database; what the HTTP doors keep there."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from tests.e2e.command import haichieu
from tests.servers import LIVE, Corner

from ingest.doors.keys import KEY_INDEXES, DoorKeys
from ingest.testing import AT
from shared.store.client import Store

pytestmark = LIVE

NAME = "haichieu_ingest"
TABLE = """outlet_id,outlet_name,address,title,text,published_at
bao-lao-cai,Báo Lào Cai,https://bao.example/1,Công nhân bị nợ lương,Ba tháng nay chưa ai trả lời.,24/11/2026 10:52
bao-lao-cai,Báo Lào Cai,https://bao.example/2,Bữa ăn ca có mùi lạ,Công đoàn đã yêu cầu kiểm tra.,
"""
ONE = (
    "--outlet-id",
    "bao-lao-cai",
    "--outlet-name",
    "Báo Lào Cai",
    "--address",
    "https://bao.example/3",
    "--title",
    "Ba",
)


@pytest.fixture
def database(corner: Corner) -> Any:
    corner.mongo.drop_database(NAME)
    return corner.mongo[NAME]


async def test_a_table_is_taken_once_and_one_by_hand(corner: Corner, database: Any, tmp_path: Path) -> None:
    url = corner.platform().mongo_url.get_secret_value()
    file = tmp_path / "b.csv"
    file.write_text(TABLE, "utf-8")

    async def ingest(*words: str, read: bytes = b"") -> tuple[int, str, str]:
        return await haichieu("ingest", *words, seconds=60, read=read, HAICHIEU_MONGO_URL=url)

    assert await ingest("import", str(file), "--dry-run") == (0, "2 publications: checked, nothing taken\n", "")
    assert database["publications"].count_documents({}) == 0
    code, out, error = await ingest("import", str(file))
    assert (code, out.splitlines()[0], error) == (0, "2 publications: 2 new, 0 known already", "")
    assert (await ingest("import", str(file)))[1] == "2 publications: 0 new, 2 known already\n"
    assert (await ingest("add", *ONE, read="Nguyên văn.".encode()))[0] == 0
    assert {row["title"] for row in database["publications"].find()} == {
        "Công nhân bị nợ lương",
        "Bữa ăn ca có mùi lạ",
        "Ba",
    }
    events = [json.loads(row["body"]) for row in database["outbox"].find()]
    assert sorted(event["text"] for event in events)[1] == "Công đoàn đã yêu cầu kiểm tra."
    assert (len(events), database["snapshots"].count_documents({})) == (3, 3)
    file.write_text(TABLE.replace("https://bao.example/2", "nowhere"), "utf-8")
    code, _, error = await ingest("import", str(file))
    assert (code, "row 3, address" in error) == (2, True)


@pytest_asyncio.fixture(loop_scope="session")
async def store(corner: Corner) -> AsyncIterator[Store]:
    store = Store(corner.platform().mongo_url.get_secret_value(), corner.database.name, KEY_INDEXES)
    await store.start()
    yield store
    await store.stop()


async def test_a_key_stands_for_one_body_however_many_claim_it(store: Store) -> None:
    keys = DoorKeys(store)
    claims = await asyncio.gather(*(keys.claim("portal k-1", f"body-{number % 2}", AT) for number in range(8)))
    assert sorted(claims) == [False] * 4 + [True] * 4
    rows = [row async for row in store.collection("door_keys").find()]
    assert [row["heard_at"] for row in rows] == [AT]
    assert (await store.collection("door_keys").index_information())["heard_at_1"]["expireAfterSeconds"] == timedelta(
        days=2
    ).total_seconds()
