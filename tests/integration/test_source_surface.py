"""The list of sources changed over HTTP, on a real database, behind real outlets: who may, and what is done."""

import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from starlette.applications import Starlette
from tests.integration.test_source_commands import FEEDS, HOME
from tests.outlets import Outlet, item, page, rss
from tests.servers import LIVE, Corner

from ingest.fetching.fetcher import Fetcher
from ingest.http import routes
from ingest.metrics import IngestMetrics
from ingest.reading.room import ReadingRoom
from ingest.settings import Settings
from ingest.sources.discovery import Scout
from ingest.sources.pages import Pages
from ingest.sources.roll import Roll
from ingest.sources.surface import SourceSurface
from ingest.store import INDEXES, IngestWork, MongoDesk
from ingest.testing import a_source
from shared.kit import Kit
from shared.ops.clock import system_clock
from shared.ops.metrics import Metrics

pytestmark = LIVE

SECRET = "mười sáu ký tự trở lên"
LAN, TOKEN = ("lan", SECRET), {"Authorization": f"Bearer {SECRET}".encode()}
HTML = {"Accept": "text/html"}
CHANGES = ("/sources", "/sources/try", "/sources/s1", "/sources/s1/pause", "/sources/s1/resume")


@pytest_asyncio.fixture(loop_scope="session")
async def client(corner: Corner) -> AsyncIterator[httpx.AsyncClient]:
    settings = Settings(private_allowed=True, host_interval_seconds=0)
    kit = Kit("ingest", corner.platform(mongo_database=corner.database.name), INDEXES, IngestWork)
    metrics = IngestMetrics(Metrics("ingest"), system_clock)
    fetcher, room, desk = Fetcher(settings, metrics), ReadingRoom(settings, metrics), MongoDesk(kit.store)
    await kit.store.start()
    await fetcher.start()
    await desk.add_sources([a_source(id="s1")], system_clock())
    roll, pages = Roll(desk, kit.work, system_clock), Pages(system_clock, keepers=True)
    surface = SourceSurface(roll, Scout(fetcher, room, system_clock), pages, {"lan": SECRET})
    app = Starlette(routes=[*routes(desk, pages), *surface.routes(metrics)])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://ingest:8080") as client:
        yield client
    await room.stop()
    await fetcher.stop()
    await kit.store.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def outlet() -> AsyncIterator[Outlet]:
    async with Outlet() as outlet:
        outlet.pages |= {
            "/": page(HOME),
            "/tin.rss": page(rss(item("/tin/1", "Công nhân <b>bị nợ lương</b>")), "application/rss+xml"),
            "/danh-sach-rss": page(FEEDS),
        }
        yield outlet


@pytest.mark.parametrize("path", CHANGES)
@pytest.mark.parametrize(
    "given",
    [
        {},
        {"auth": ("lan", "wrong")},
        {"auth": ("nobody", SECRET)},
        {"headers": {"Authorization": "Bearer wrong"}},
        {"headers": {"Authorization": "Basic %%%"}},
        {"headers": {"Authorization": f"Digest {SECRET}".encode()}},
    ],
)
async def test_without_the_secret_nobody_changes_anything(
    client: httpx.AsyncClient, path: str, given: dict[str, Any]
) -> None:
    answer = await client.post(path, json={"url": "http://127.0.0.1:1/", "reason": "x"}, **given)
    assert (answer.status_code, answer.json()["error"]) == (401, "NotKnown")
    assert answer.headers["www-authenticate"].startswith("Basic")
    assert SECRET not in answer.text


@pytest.mark.parametrize("path", CHANGES)
@pytest.mark.parametrize("foreign", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://khac.example"}])
async def test_a_form_of_another_site_does_nothing(client: httpx.AsyncClient, path: str, foreign: Any) -> None:
    answer = await client.post(path, data={"url": "http://127.0.0.1:1/", "reason": "x"}, auth=LAN, headers=foreign)
    assert (answer.status_code, answer.json()["error"]) == (403, "ForeignPage")


async def test_everybody_reads_the_list_and_one_source_is_a_keeper_s(client: httpx.AsyncClient) -> None:
    assert [row["id"] for row in (await client.get("/sources")).json()] == ["s1"]
    assert (await client.get("/sources/s1")).status_code == 401
    assert (await client.get("/sources/s1", headers=TOKEN)).json()["id"] == "s1"


async def test_a_program_tries_an_address_adds_it_and_says_what_it_is(
    client: httpx.AsyncClient, outlet: Outlet
) -> None:
    tried = await client.post("/sources/try", json={"url": f"{outlet.url}/"}, headers=TOKEN)
    (trial,) = tried.json()
    assert (trial["url"], trial["form"], trial["entries"], trial["error"]) == (f"{outlet.url}/tin.rss", "rss20", 1, "")
    assert len((await client.get("/sources")).json()) == 1, "nothing is kept of a trial"
    said = {"outlet_name": "Báo Mới", "medium": "daily", "tags": "tỉnh; công đoàn", "priority": "yes", "body_id": "b1"}
    added = await client.post("/sources", json={"url": f"{outlet.url}/"} | said, headers=TOKEN)
    row = added.json()
    assert (added.status_code, row["url"], row["tags"]) == (201, f"{outlet.url}/tin.rss", ["tỉnh", "công đoàn"])
    assert (row["medium"], row["priority"], row["body_id"], row["origin"]) == ("daily", True, "b1", "people")
    changed = await client.post(f"/sources/{row['id']}", json={"priority": "no", "medium": "online"}, headers=TOKEN)
    assert (changed.json()["priority"], changed.json()["medium"], changed.json()["body_id"]) == (False, "online", "b1")


async def test_a_source_is_paused_for_a_reason_by_somebody_and_resumed(client: httpx.AsyncClient) -> None:
    assert (await client.post("/sources/s1/pause", json={}, headers=TOKEN)).status_code == 422
    paused = (await client.post("/sources/s1/pause", json={"reason": "báo nghỉ Tết"}, headers=TOKEN)).json()
    assert (paused["state"], paused["reason"]) == ("paused", "báo nghỉ Tết (lan)")
    assert (await client.post("/sources/s1/resume", json={}, headers=TOKEN)).json()["state"] == "healthy"


@pytest.mark.parametrize(
    ("path", "given", "said"),
    [
        ("/sources", {}, "url is missing"),
        ("/sources/try", {"url": "http://127.0.0.1:1/"}, "NoConnection"),
        ("/sources", {"url": "http://127.0.0.1:1/", "untested": True, "medium": ""}, "medium"),
        ("/sources/s1", {"priority": "perhaps"}, "priority"),
        ("/sources/none", {"priority": "yes"}, "No source is called none"),
    ],
)
async def test_what_cannot_be_done_says_why(client: httpx.AsyncClient, path: str, given: Any, said: str) -> None:
    answer = await client.post(path, json=given, headers=TOKEN)
    assert answer.status_code == 422
    assert said in answer.json()["detail"]


@pytest.mark.parametrize("body", [b"[]", b"{", b"\xff", b"[" * 100_000])
async def test_what_is_no_object_is_refused(client: httpx.AsyncClient, body: bytes) -> None:
    answer = await client.post("/sources", content=body, headers=TOKEN | {"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["error"]) == (422, "Unreadable")


async def test_a_person_does_the_same_by_forms(client: httpx.AsyncClient, outlet: Outlet) -> None:
    everything = (await client.get("/sources", headers=HTML)).text
    assert 'action="/sources/try"' in everything
    tried = await client.post("/sources/try", data={"url": f"{outlet.url}/"}, auth=LAN)
    assert "Công nhân &lt;b&gt;" in tried.text or "Công nhân bị nợ lương" in tried.text
    fields = dict(re.findall(r'name="(\w+)"[^>]*value="([^"]*)"', tried.text))
    assert fields["url"] == f"{outlet.url}/tin.rss"
    given = fields | {"outlet_name": "Báo Mới", "medium": "weekly", "priority": "yes"}
    added = await client.post("/sources", data=given, auth=LAN)
    assert added.status_code == 303
    shown = (await client.get(added.headers["location"], headers=HTML, auth=LAN)).text
    assert "Báo Mới" in shown
    assert '<option value="weekly" selected>' in shown
    assert '<option value="yes" selected>' in shown
    await client.post(f"{added.headers['location']}/pause", data={"reason": "trùng"}, auth=LAN)
    assert "trùng (lan)" in (await client.get(added.headers["location"], headers=HTML, auth=LAN)).text
    refused = await client.post("/sources/try", data={"url": "http://127.0.0.1:1/"}, auth=LAN)
    assert (refused.status_code, 'role="alert"' in refused.text) == (422, True)
