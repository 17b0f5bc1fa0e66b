"""`haichieu ingest sources`, in this process, against a real database and real outlets."""

import argparse
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from tests.outlets import Outlet, item, page, redirect, rss, status
from tests.servers import LIVE, Corner

from ingest.sources.commands import add_sources
from ingest.sources.refused import SourcesRefused
from ingest.store import INDEXES, IngestWork
from shared.kit import Kit
from shared.store.client import Store

pytestmark = LIVE

Say = Callable[..., Awaitable[tuple[int, list[Any]]]]
HOME = b"""<html><head><link rel="alternate" type="application/rss+xml" href="/tin.rss"><title>B\xc3\xa1o</title></head>
<body><a href="/danh-sach-rss">RSS</a><a href="/tin/1">Tin</a></body></html>"""
FEEDS = b'<html><body><a href="/rss/cong-doan.rss">C\xc3\xb4ng \xc4\x91o\xc3\xa0n</a></body></html>'


@pytest_asyncio.fixture(loop_scope="session")
async def say(
    corner: Corner, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Say]:
    """One command; its exit code and the JSON lines it wrote, or its text."""
    monkeypatch.setenv("INGEST_PRIVATE_ALLOWED", "true")
    monkeypatch.setenv("INGEST_HOST_INTERVAL_SECONDS", "0")
    kit = Kit("ingest", corner.platform(mongo_database=corner.database.name), INDEXES, IngestWork)
    await kit.store.start()

    @asynccontextmanager
    async def opened() -> AsyncIterator[Store]:
        yield kit.store

    parser = argparse.ArgumentParser()
    add_sources(parser.add_subparsers(required=True), opened)

    async def run(*words: str) -> tuple[int, list[Any]]:
        given = parser.parse_args(["sources", *words])
        code = await given.work(given, opened)
        out, _ = capsysbinary.readouterr()
        text = out.decode()
        if not text.startswith("{"):
            return code, [text]
        return code, [json.loads(text)] if text.startswith("{\n") else [json.loads(line) for line in text.splitlines()]

    yield run
    await kit.store.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def outlet() -> AsyncIterator[Outlet]:
    async with Outlet() as outlet:
        outlet.pages |= {
            "/": page(HOME),
            "/danh-sach-rss": page(FEEDS),
            "/tin.rss": page(rss(item("/1"), item("/2", date="x")), "application/rss+xml"),
            "/rss/cong-doan.rss": page(rss(item("/3"), item("/4"), item("/5")), "application/rss+xml"),
            "/empty.rss": page(rss(), "application/rss+xml"),
            "/old.rss": redirect("/tin.rss", 301),
            "/dead": status(500),
        }
        yield outlet


async def test_the_feeds_behind_a_home_page_are_found_and_tried(say: Say, outlet: Outlet) -> None:
    code, found = await say("test", f"{outlet.url}/")
    assert code == 0
    assert [(trial["url"].removeprefix(outlet.url), trial["entries"], trial["odd_dates"]) for trial in found] == [
        ("/rss/cong-doan.rss", 3, 0),
        ("/tin.rss", 2, 1),
    ]
    assert found[0]["form"].startswith("rss")


async def test_an_address_inside_the_own_network_is_refused_with_the_way_to_try_the_local_stack(
    say: Say, outlet: Outlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INGEST_PRIVATE_ALLOWED", "false")
    with pytest.raises(SourcesRefused, match="INGEST_PRIVATE_ALLOWED=true"):
        await say("test", f"{outlet.url}/tin.rss")


async def test_adding_tries_first_and_what_people_say_is_kept(say: Say, outlet: Outlet) -> None:
    said = ("--outlet-name", "Báo Lào Cai", "--priority", "yes", "--tags", "tỉnh; công đoàn", "--body-id", "bao")
    code, [added] = await say("add", f"{outlet.url}/old.rss", *said)
    assert (code, added["url"], added["origin"]) == (0, f"{outlet.url}/tin.rss", "people"), "where it is for good"
    assert (added["priority"], added["tags"], added["body_id"]) == (True, ["tỉnh", "công đoàn"], "bao")
    _, [shown] = await say("show", added["id"])
    assert (shown["outlet_name"], shown["state"], shown["days"], shown["history"]) == ("Báo Lào Cai", "healthy", [], [])
    _, [changed] = await say("set", added["id"][:8], "--medium", "daily", "--priority", "no")
    assert (changed["medium"], changed["priority"], changed["outlet_name"]) == ("daily", False, "Báo Lào Cai")
    _, [paused] = await say("pause", added["id"], "--reason", "bảo trì")
    assert (paused["state"], paused["reason"]) == ("paused", "bảo trì")
    _, listed = await say("list", "--state", "paused", "--json")
    assert [row["id"] for row in listed] == [added["id"]]
    _, [resumed] = await say("resume", added["id"])
    assert resumed["state"] == "healthy"
    _, [shown] = await say("show", added["id"])
    assert [(step["from"], step["to"]) for step in shown["history"]] == [("paused", "healthy"), ("healthy", "paused")]


async def test_what_cannot_be_read_is_not_added_unless_people_insist(say: Say, outlet: Outlet) -> None:
    for path in ("/empty.rss", "/dead"):
        with pytest.raises(SourcesRefused):
            await say("add", f"{outlet.url}{path}")
    assert (await say("test", f"{outlet.url}/empty.rss"))[0] == 1
    code, [added] = await say("add", f"{outlet.url}/empty.rss", "--untested", "--outlet-id", "bao")
    assert (code, added["url"], added["outlet_id"]) == (0, f"{outlet.url}/empty.rss", "bao")


@pytest.mark.parametrize("name", ["nguon.csv", "nguon.opml"])
async def test_the_list_that_ships_is_imported_exported_and_imported_again(
    say: Say, tmp_path: Path, corner: Corner, name: str
) -> None:
    _, [tried] = await say("import", "--dry-run")
    assert tried["dry_run"]
    assert corner.database["sources"].count_documents({}) == 0
    _, [first] = await say("import")
    assert len(first["added"]) == len(tried["added"]) == corner.database["sources"].count_documents({})
    due = corner.database["sources"].count_documents({"state": {"$nin": ["paused", "retired"]}})
    assert 0 < due < len(first["added"]), "what is not known to be alive is not visited"
    path = tmp_path / name
    await say("export", str(path))
    if path.suffix == ".csv":
        assert (await say("export"))[1] == [path.read_bytes().decode("utf-8-sig")], "without a file: to standard output"
    _, [again] = await say("import", str(path))
    assert (again["added"], again["changed"], again["same"]) == ([], [], len(first["added"]))


async def test_a_file_that_is_wrong_changes_nothing(say: Say, tmp_path: Path, corner: Corner) -> None:
    path = tmp_path / "nguon.csv"
    path.write_bytes("outlet_id,outlet_name,url\nbao,Báo,https://bao.vn/\nbao,Báo,không".encode())
    with pytest.raises(SourcesRefused, match="entry 2, url"):
        await say("import", str(path))
    path.write_bytes("Báo".encode("utf-16"))
    with pytest.raises(SourcesRefused, match="UTF-8"):
        await say("import", str(path))
    assert corner.database["sources"].count_documents({}) == 0
