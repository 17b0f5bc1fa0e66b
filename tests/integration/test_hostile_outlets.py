"""What outlets can do to us: a typed error or a capture from the feed's words, and the neighbours are captured."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest
import pytest_asyncio
from tests.outlets import (
    Answer,
    Outlet,
    article,
    broken_gzip,
    endless,
    gzip_bomb,
    item,
    no_http,
    page,
    redirect,
    reset,
    rss,
    status,
)
from tests.servers import LIVE, Corner, Document

from ingest.errors import AddressRefused, FeedUnreadable, FetchFailed, Gone, HttpError, IngestError, TooLarge
from ingest.fetching.fetcher import Fetcher
from ingest.metrics import IngestMetrics
from ingest.reading.reader import WebReader
from ingest.reading.room import ReadingRoom
from ingest.settings import Settings
from ingest.sources.source import Source
from ingest.store import INDEXES, IngestWork, MongoDesk
from ingest.usecases import Watch, visit_source
from shared.kit import Kit
from shared.ops.clock import system_clock
from shared.ops.metrics import Metrics

pytestmark = LIVE

TEXT = (
    "Sáng 24/11, hơn hai trăm công nhân của một xưởng may ở phường Cam Đường ngừng việc để đòi lương tháng mười. " * 5
)
LIMIT = 300_000


@dataclass(slots=True)
class Desk:
    """Ingest on real HTTP and a real database, without its clock-driven loops."""

    corner: Corner
    watch: Watch
    fetcher: Fetcher
    desk: MongoDesk
    room: ReadingRoom
    outlet: Outlet

    async def visit(self, url: str | None = None) -> int:
        """One visit of the outlet's feed, as the watcher makes it."""
        source = Source("source", "outlet", "Nhịp Ngày", "online", url or f"{self.outlet.url}/feed")
        await self.desk.add_sources([source], system_clock())
        row = self.corner.database["sources"].find_one({"_id": "source"})
        fields = {name: row[name] for name in Source.__slots__ if name != "id"}
        return (await visit_source(Source(id="source", **fields), self.watch)).captured.total()

    def captured(self) -> dict[str, Document]:
        return {
            row["address"].removeprefix(self.outlet.url): row for row in self.corner.database["publications"].find()
        }

    def source(self) -> Document:
        return self.corner.database["sources"].find_one({"_id": "source"})


@pytest_asyncio.fixture(loop_scope="session")
async def desk(corner: Corner, request: pytest.FixtureRequest) -> AsyncIterator[Desk]:
    settings = Settings(
        private_allowed=getattr(request, "param", True),
        host_interval_seconds=0,
        fetch_seconds=1,
        feed_bytes=LIMIT,
        page_bytes=LIMIT,
        page_attempts=2,
    )
    kit = Kit("ingest", corner.platform(mongo_database=corner.database.name), INDEXES, IngestWork)
    metrics = IngestMetrics(kit.metrics, system_clock)
    fetcher, mongo_desk, room = Fetcher(settings, metrics), MongoDesk(kit.store), ReadingRoom(settings, metrics)
    reader = WebReader(fetcher, room, settings, system_clock)
    watch = Watch(
        desk=mongo_desk,
        works=kit.work,
        reader=reader,
        clock=system_clock,
        page_attempts=settings.page_attempts,
        pages_at_once=settings.pages_at_once,
        revisit_pace=1.0,
    )
    await kit.store.start()
    await fetcher.start()
    async with Outlet() as outlet:
        yield Desk(corner, watch, fetcher, mongo_desk, room, outlet)
    await room.stop()
    await fetcher.stop()
    await kit.store.stop()


BAD_FEEDS: dict[str, tuple[Answer, type[IngestError]]] = {
    "HTML": (page(article("Trang chủ", TEXT)), FeedUnreadable),
    "empty": (page(b"", "application/rss+xml"), FeedUnreadable),
    "garbage": (page(bytes(range(256)) * 50, "application/rss+xml"), FeedUnreadable),
    "NUL bytes": (page(b"\x00" * 5_000, "application/rss+xml"), FeedUnreadable),
    "endless flood": (endless(b"<p>x</p>" * 5_000, 0), TooLarge),
    "endless drip": (endless(b"<", 0.1), FetchFailed),
    "gzip bomb": (gzip_bomb(200), TooLarge),
    "broken gzip": (broken_gzip(), FetchFailed),
    "redirect loop": (redirect("/feed"), FetchFailed),
    "redirect to a file": (redirect("file:///etc/passwd"), IngestError),
    "redirect to nowhere": (redirect("http://[::bad"), FetchFailed),
    "connection reset": (reset, FetchFailed),
    "not HTTP": (no_http, FetchFailed),
    "500": (status(500), HttpError),
    "410": (status(410), Gone),
}


@pytest.mark.parametrize("name", BAD_FEEDS)
async def test_a_bad_feed_is_a_typed_error_and_a_note_at_its_source(desk: Desk, name: str) -> None:
    answer, expected = BAD_FEEDS[name]
    desk.outlet.pages["/feed"] = answer
    with pytest.raises(expected):
        await desk.watch.reader.feed(Source("s", "o", "O", "online", f"{desk.outlet.url}/feed"))
    assert await desk.visit() == 0
    row = desk.source()
    assert (row["failures"], row["state"]) == (1, "healthy")
    assert any(row["reason"].startswith(kind.__name__) for kind in (expected, *expected.__subclasses__()))
    for _ in range(2):
        await desk.visit()
    state = "gone" if name == "410" else "failing"
    assert desk.source()["state"] == state
    announced = [json.loads(row["body"]) for row in desk.corner.database["outbox"].find()]
    assert [(event["state"], event["subject_id"]) for event in announced] == [(state, "source")]


async def test_nobody_listening_and_no_such_name(desk: Desk) -> None:
    for address in ("http://127.0.0.1:9/feed", "http://khong-co.invalid/feed"):
        with pytest.raises(FetchFailed):
            await desk.fetcher.get(address, limit=LIMIT)


BAD_PAGES: dict[str, Answer] = {
    "endless flood": endless(b"<p>x</p>" * 5_000, 0),
    "endless drip": endless(b"x", 0.2),
    "gzip bomb": gzip_bomb(100),
    "broken gzip": broken_gzip(),
    "redirect loop": redirect("/bad"),
    "connection reset": reset,
    "not HTTP": no_http,
    "500": status(500),
    "404": status(404),
    "empty": page(b""),
    "NUL bytes": page(b"\x00" * 5_000),
    "garbage": page(bytes(range(256)) * 100),
    "unknown charset": page(article("Tin", TEXT), "text/html; charset=no-such"),
    "deep": page(b"<div>" * 50_000),
}


async def test_bad_pages_do_not_cost_their_neighbours(desk: Desk) -> None:
    """After as many visits as a page is given, every entry is captured: from its page, or from the feed's words."""
    items = [item("/first", "Đầu")]
    desk.outlet.pages |= {"/first": page(article("Đầu", TEXT)), "/last": page(article("Cuối", TEXT))}
    for number, (name, answer) in enumerate(BAD_PAGES.items()):
        desk.outlet.pages[f"/bad{number}" if name != "redirect loop" else "/bad"] = answer
        items.append(item(f"/bad{number}" if name != "redirect loop" else "/bad", name))
    desk.outlet.pages["/feed"] = page(rss(*items, item("/last", "Cuối")), "application/rss+xml")
    await desk.visit()
    assert {"/first", "/last"} <= set(desk.captured())
    await desk.visit()
    captured = desk.captured()
    assert len(captured) == len(BAD_PAGES) + 2
    for row in captured.values():
        assert "\x00" not in row["text"]
        assert row["from_feed"] == (
            row["address"].rsplit("/", 1)[1] not in ("first", "last") and TEXT[:40] not in row["text"]
        )
    assert desk.corner.database["outbox"].count_documents({"topic": "ingest.publication-captured.v1"}) == len(captured)
    assert await desk.visit() == 0


HOSTILE_ITEMS = {
    "year 9999": item("/a", date="Fri, 31 Dec 9999 23:59:59 -1200"),
    "year 1": item("/b", date="Mon, 01 Jan 0001 00:00:00 +1400"),
    "huge zone": item("/c", date="Tue, 24 Nov 2026 10:00:00 +99999999999999999999"),
    "huge year": item("/d", date="Tue, 24 Nov 99999999999999999999 10:00:00 GMT"),
    "no date": item("/e", date=""),
    "not NFKC": item("http://a\u2100b.vn/x"),
    "open bracket": item("http://[/x"),
    "lone surrogate": item("http://x.vn/&#xD800;"),
    "script": item("javascript:alert(1)"),
    "no link": "<title>không có liên kết</title>",
    "huge port": item("http://127.0.0.1:99999999/"),
    "huge link": item("http://127.0.0.1:9/" + "a" * 80_000),
    "huge title": item("/f", "T" * 60_000),
    "markup": item("/g", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    "control": item("/h", "a\x01b"),
    "NUL": item("/i&#0;"),
}


@pytest.mark.parametrize("name", HOSTILE_ITEMS)
async def test_a_hostile_entry_does_not_cost_its_neighbours(desk: Desk, name: str) -> None:
    desk.outlet.pages |= {path: page(article("Tin", TEXT)) for path in ("/1", "/2", *map("/{}".format, "abcdefghi"))}
    feed = rss(item("/1", "Một"), HOSTILE_ITEMS[name], item("/2", "Hai"))
    desk.outlet.pages["/feed"] = page(feed, "application/rss+xml")
    await desk.visit()
    await desk.visit()
    captured = desk.captured()
    assert {"/1", "/2"} <= set(captured), desk.source()["reason"]
    for row in captured.values():
        assert row["published_at"] is None or 1990 <= row["published_at"].year < 2200
        assert len(row["title"]) <= 2_000
    for row in desk.corner.database["outbox"].find():
        assert len(row["body"]) < 900_000


async def test_a_text_of_five_megabytes_is_cut_and_says_so(corner: Corner, desk: Desk) -> None:
    settings = Settings(private_allowed=True, host_interval_seconds=0, fetch_seconds=60, page_bytes=6_000_000)
    fetcher = Fetcher(settings, IngestMetrics(Metrics("ingest"), system_clock))
    await fetcher.start()
    desk.watch = replace(desk.watch, reader=WebReader(fetcher, desk.room, settings, system_clock))
    paragraphs = "".join(f"<p>{number} {TEXT}</p>" for number in range(7_000))
    desk.outlet.pages |= {
        "/large": page(article("Dài", paragraphs)),
        "/small": page(article("Ngắn", TEXT)),
        "/feed": page(rss(item("/large"), item("/small")), "application/rss+xml"),
    }
    try:
        assert await desk.visit() == 2
    finally:
        await fetcher.stop()
    captured = {"topic": "ingest.publication-captured.v1"}
    bodies = [json.loads(row["body"]) for row in corner.database["outbox"].find(captured)]
    assert sorted(body["text_truncated"] for body in bodies) == [False, True]
    assert max(len(row["body"]) for row in corner.database["outbox"].find()) < 900_000


async def test_an_entity_tag_that_is_no_ascii_does_not_lock_the_source(desk: Desk) -> None:
    desk.outlet.pages["/1"] = page(article("Tin", TEXT))
    desk.outlet.pages["/feed"] = page(
        rss(item("/1")), "application/rss+xml", 'ETag: "thẻ-đỏ"', "Last-Modified: hôm nay"
    )
    assert await desk.visit() == 1
    await desk.visit()
    assert desk.source()["failures"] == 0


@pytest.mark.parametrize("desk", [False], indirect=True)
async def test_private_addresses_are_refused_also_behind_a_redirect(desk: Desk) -> None:
    for address in (f"{desk.outlet.url}/feed", "http://localhost:1/", "http://[::1]:1/", "http://10.0.0.1/"):
        with pytest.raises(AddressRefused):
            await desk.fetcher.get(address, limit=LIMIT)
    assert desk.outlet.asked == []


async def test_a_redirect_into_a_private_network_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.outlet.pages["/feed"] = redirect("http://10.0.0.1/secret")
    settings = Settings(private_allowed=False, host_interval_seconds=0, fetch_seconds=2)
    fetcher = Fetcher(settings, IngestMetrics(Metrics("ingest"), system_clock))
    # The outlet itself is on this machine, so it alone counts as public here.
    monkeypatch.setattr("ingest.fetching.guard.is_public", lambda address: address == "127.0.0.1")
    await fetcher.start()
    try:
        with pytest.raises(AddressRefused):
            await fetcher.get(f"{desk.outlet.url}/feed", limit=LIMIT)
    finally:
        await fetcher.stop()
    assert desk.outlet.asked == ["/feed"]


async def test_a_relative_redirect_keeps_the_name_of_the_host(desk: Desk) -> None:
    desk.outlet.pages |= {"/old": redirect("/new"), "/new": page(article("Tin", TEXT))}
    by_name = desk.outlet.url.replace("127.0.0.1", "localhost")
    answer = await desk.fetcher.get(f"{by_name}/old", limit=LIMIT)
    assert TEXT[:30].encode() in answer.body
    assert [head.lower().count("host: localhost") for head in desk.outlet.heads] == [1, 1]
