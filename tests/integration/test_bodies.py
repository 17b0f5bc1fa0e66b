"""The directory on the real MongoDB: seeded once by replicas that start together, imported whole or not, noticed."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from tests.servers import LIVE, Corner, Document, environment
from tests.waiting import becomes

from casework.body_ports import Kept
from casework.body_usecases import change_bodies, waiting
from casework.domain.directory import Body, DirectoryUnsound, sheet
from casework.store import bodies
from casework.store.bodies import Bodies, packaged_bodies
from casework.store.bodies_table import BodyTable
from casework.store.indexes import INDEXES
from casework.store.work import CaseworkWork
from casework.testing import CAM_DUONG
from shared.kit import Kit
from shared.store.unit_of_work import UnitOfWork

pytestmark = LIVE

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
DAY = date(2026, 11, 24)
TOPIC = "casework.body-changed.v1"


class Replica:
    """Casework's directory with its own connection to the common database."""

    def __init__(self, corner: Corner) -> None:
        platform = corner.platform(mongo_database=corner.database.name)
        self.kit = Kit("casework", platform, INDEXES, CaseworkWork)
        self.works = UnitOfWork(self.kit.store, BodyTable, lambda: None)
        self.bodies = Bodies(self.works)

    async def bring(self, *wanted: Body) -> None:
        def attempt() -> Any:
            return change_bodies(wanted, self.works, "lan", NOW, {}, dry_run=False)

        await waiting(attempt, 20)


@pytest_asyncio.fixture(loop_scope="session")
async def replicas(corner: Corner) -> AsyncIterator[list[Replica]]:
    replicas = [Replica(corner) for _ in range(3)]
    for replica in replicas:
        await replica.kit.store.start()
    yield replicas
    for replica in replicas:
        await replica.kit.store.stop()


def shipped(body_id: str, **other: Any) -> Body:
    [body] = [body for body in packaged_bodies() if body.id == body_id]
    return replace(body, **other)


def told(corner: Corner) -> list[Document]:
    rows = corner.database["outbox"].find({"topic": TOPIC}).sort("_id", 1)
    return [json.loads(row["body"]) for row in rows]


async def test_replicas_that_start_together_on_an_empty_database_all_start_and_seed_once(
    corner: Corner, replicas: list[Replica]
) -> None:
    async with asyncio.timeout(60):
        await asyncio.gather(*(replica.bodies.start() for replica in replicas))
    names = sorted(body.id for body in packaged_bodies())
    assert sorted(event["subject_id"] for event in told(corner)) == names
    assert all(sorted(body.id for body in replica.bodies.current()) == names for replica in replicas)


async def test_what_one_brings_reaches_the_others_that_run(
    corner: Corner, replicas: list[Replica], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "RELOAD_SECONDS", 0.05)
    one, other, clerk = replicas
    await one.bodies.start()
    await other.bodies.start()
    watching = [asyncio.create_task(replica.bodies.watch()) for replica in (one, other)]
    before = len(told(corner))
    await clerk.bring(shipped("cd-sa-pa", places=frozenset({"03006", "03013"})))

    async def responsible() -> list[str]:
        return [replica.bodies.current().responsible(["03013"], DAY).id for replica in (one, other)]

    await becomes(responsible, ["cd-sa-pa", "cd-sa-pa"])
    [event] = told(corner)[before:]
    assert (event["subject_id"], event["subject_version"], event["actor"]) == ("cd-sa-pa", 2, "lan")
    for task in watching:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def test_imports_at_the_same_time_are_one_after_the_other(corner: Corner, replicas: list[Replica]) -> None:
    """Each is sound alone; both together are not. One of them must see the other."""
    await replicas[0].bodies.start()
    wanted = [replace(CAM_DUONG, id=f"moi-{number}", places=frozenset({"03013"})) for number in range(3)]
    done = await asyncio.gather(
        *(replica.bring(body) for replica, body in zip(replicas, wanted, strict=True)), return_exceptions=True
    )
    assert [type(result) for result in done].count(DirectoryUnsound) == 2
    assert corner.database["bodies"].count_documents({"places": "03013"}) == 1
    await asyncio.gather(*(replica.bring(shipped("cd-lao-cai", note=f"{n}")) for n, replica in enumerate(replicas)))
    versions = [event["subject_version"] for event in told(corner) if event["subject_id"] == "cd-lao-cai"]
    assert versions == [1, 2, 3, 4]


async def test_what_fails_in_the_middle_leaves_nothing(
    corner: Corner, replicas: list[Replica], monkeypatch: pytest.MonkeyPatch
) -> None:
    [one, *_] = replicas
    await one.bodies.start()
    before = list(corner.database["bodies"].find()), told(corner), list(corner.database["directory"].find())

    async def fails(*_: Any) -> int:
        raise RuntimeError("the process ends here")

    monkeypatch.setattr("shared.store.unit_of_work.outbox.add", fails)
    with pytest.raises(RuntimeError):
        await one.bring(shipped("cd-sa-pa", phone="0214 1"), shipped("cd-lao-cai", phone="0214 2"))
    assert (list(corner.database["bodies"].find()), told(corner), list(corner.database["directory"].find())) == before


async def test_what_an_older_version_has_written_is_read(corner: Corner, replicas: list[Replica]) -> None:
    old = {"name": "LĐLĐ tỉnh", "kind": "provincial", "address": "a@b.example", "places": [], "mark": "INF"}
    corner.database["bodies"].insert_one({"_id": "tinh", **old, "valid_from": None, "valid_to": None, "version": 1})
    await replicas[0].bodies.start()
    assert replicas[0].bodies.current().provincial(DAY).id == "tinh"
    async with replicas[0].works.once(()) as work:
        assert await work.kept() == {
            "tinh": Kept(Body("tinh", "LĐLĐ tỉnh", "provincial", "a@b.example", frozenset(), mark="INF"), 1)
        }


@pytest.fixture
def stack(corner: Corner) -> Iterator[Any]:
    """The database that the commands know."""
    name = "haichieu_casework"
    corner.mongo.drop_database(name)
    yield corner.mongo[name]
    corner.mongo.drop_database(name)


async def haichieu(corner: Corner, *words: str) -> tuple[int, Any, str]:
    """Exit code, the JSON on stdout, stderr."""
    code, out, error = await spoken(corner, *words)
    return code, json.loads(out) if out else None, error


async def spoken(corner: Corner, *words: str) -> tuple[int, bytes, str]:
    program = str(Path(sys.executable).with_name("haichieu"))
    process = await asyncio.create_subprocess_exec(
        program,
        *("bodies", *words),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=environment(corner.platform()),
    )
    async with asyncio.timeout(60):
        out, error = await process.communicate()
    return process.returncode or 0, out, error.decode()


async def test_the_commands_export_import_and_list(corner: Corner, stack: Any, tmp_path: Path) -> None:
    code, _, error = await haichieu(corner, "list")
    assert (code, "còn trống" in error) == (2, True)
    first, second, edited = (tmp_path / name for name in ("1.csv", "2.csv", "3.csv"))
    first.write_text(sheet.write(packaged_bodies()), "utf-8")
    code, answer, _ = await haichieu(corner, "import", str(first))
    assert (code, len(answer["added"])) == (0, len(packaged_bodies()))
    assert (await haichieu(corner, "export", str(second)))[0] == 0
    assert (await spoken(corner, "export"))[1] == first.read_bytes(), "without a file: to standard output"
    assert second.read_bytes() == b"\xef\xbb\xbf" + first.read_bytes(), "with the mark that Excel needs"
    _, answer, _ = await haichieu(corner, "import", str(second))
    assert (answer["added"], answer["changed"], answer["unchanged"]) == ([], [], len(packaged_bodies()))
    edited.write_text(sheet.write([shipped("cd-sa-pa", phone="0214 3 871 000")]), "utf-8")
    for options, phone in ((["--dry-run"], ""), ([], "0214 3 871 000")):
        code, answer, _ = await haichieu(corner, "import", str(edited), *options)
        assert (code, answer["dry_run"]) == (0, bool(options))
        assert answer["changed"] == [{"id": "cd-sa-pa", "columns": {"phone": ["", "0214 3 871 000"]}}]
        assert stack["bodies"].find_one({"_id": "cd-sa-pa"})["phone"] == phone
    _, rows, _ = await haichieu(corner, "list", "--on", "2026-11-24")
    assert {row["id"]: row for row in rows}["cd-sa-pa"]["phone"] == "0214 3 871 000"
    edited.write_text(sheet.write([shipped("cd-sa-pa", id="cd-sa-pa-2")]), "utf-8")
    code, _, error = await haichieu(corner, "import", str(edited))
    assert code == 2
    assert "dòng 2 (cd-sa-pa-2), cột places: Cùng phụ trách “03006” với cd-sa-pa" in error
