"""Lists and pages over HTTP: what one address leads to is read as one visit."""

import gzip
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from tests.outlets import Outlet, article, page

from ingest.errors import Gone, NestedTooDeep
from ingest.evidence import as_warc
from ingest.fetching.fetcher import Fetcher
from ingest.metrics import IngestMetrics
from ingest.reading.reader import WebReader
from ingest.reading.room import ReadingRoom
from ingest.settings import Settings
from ingest.testing import a_source
from shared.ops.clock import system_clock
from shared.ops.metrics import Metrics

pytestmark = [pytest.mark.integration, pytest.mark.asyncio(loop_scope="session")]

TEXT = "Sáng nay, hơn hai trăm công nhân của một xưởng may ngừng việc vì ba tháng chưa được trả lương. " * 4


@dataclass(slots=True)
class Stand:
    outlet: Outlet
    reader: WebReader
    metrics: Metrics

    def sitemap(self, path: str, *links: str) -> None:
        rows = "".join(f"<url><loc>{self.outlet.url}{link}</loc></url>" for link in links)
        self.outlet.pages[path] = page(f"<urlset>{rows}</urlset>".encode(), "application/xml")

    def index(self, **children: str) -> None:
        rows = "".join(
            f"<sitemap><loc>{self.outlet.url}/{name}.xml</loc><lastmod>{day}</lastmod></sitemap>"
            for name, day in children.items()
        )
        self.outlet.pages["/sitemap.xml"] = page(f"<sitemapindex>{rows}</sitemapindex>".encode(), "text/xml")

    async def listed(self) -> list[str]:
        visit = await self.reader.feed(a_source(url=f"{self.outlet.url}/sitemap.xml"))
        return [entry.address.removeprefix(self.outlet.url) for entry in visit.entries]


@pytest_asyncio.fixture(loop_scope="session")
async def stand() -> AsyncIterator[Stand]:
    settings, metrics = Settings(private_allowed=True, host_interval_seconds=0), Metrics("ingest")
    own = IngestMetrics(metrics, system_clock)
    fetcher, room = Fetcher(settings, own), ReadingRoom(settings, own)
    await fetcher.start()
    async with Outlet() as outlet:
        yield Stand(outlet, WebReader(fetcher, room, settings, system_clock), metrics)
    await room.stop()
    await fetcher.stop()


async def test_of_an_index_the_sitemaps_that_changed_last_are_read(stand: Stand) -> None:
    stand.index(old="2026-08-01", newest="2026-11-24", newer="2026-10-01", new="2026-09-01")
    for name in ("old", "newer", "newest", "new"):
        stand.sitemap(f"/{name}.xml", f"/{name}")
    assert await stand.listed() == ["/newest", "/newer", "/new"]


async def test_a_sitemap_that_is_missing_does_not_cost_the_others(stand: Stand) -> None:
    stand.index(newest="2026-11-24", newer="2026-10-01")
    stand.sitemap("/newer.xml", "/newer")
    assert await stand.listed() == ["/newer"]


async def test_an_index_of_which_nothing_can_be_had_is_a_failure(stand: Stand) -> None:
    stand.index(only="2026-11-24")
    with pytest.raises(Gone):
        await stand.listed()


async def test_what_came_with_a_page_is_noted_for_the_evidence(stand: Stand) -> None:
    stand.outlet.pages["/1"] = page(article("Nợ lương", TEXT), "text/html", "X-Served-By: cache-1")
    read = await stand.reader.page(f"{stand.outlet.url}/1")
    assert (read.status, read.reason, dict(read.headers)["x-served-by"]) == (200, "OK", "cache-1")
    assert b"HTTP/1.1 200 OK" in gzip.decompress(as_warc(read))


async def test_an_index_of_indexes_is_refused_and_not_followed_for_ever(stand: Stand) -> None:
    stand.index(sitemap="2026-11-24")
    with pytest.raises(NestedTooDeep):
        await stand.listed()
    assert stand.outlet.asked == ["/sitemap.xml"] * 2


async def test_a_single_page_lists_itself_and_a_section_of_an_index_its_newest(stand: Stand) -> None:
    stand.outlet.pages["/cai-chinh"] = page(article("Cải chính", TEXT))
    visit = await stand.reader.feed(a_source(url=f"{stand.outlet.url}/cai-chinh", kind="page"))
    assert [entry.address for entry in visit.entries] == [f"{stand.outlet.url}/cai-chinh"]
    stand.index(old="2020-01-01", new="2026-11-01")
    stand.sitemap("/new.xml", "/1")
    stand.sitemap("/old.xml", "/2")
    listed = await stand.reader.section(f"{stand.outlet.url}/sitemap.xml")
    assert [entry.address.removeprefix(stand.outlet.url) for entry in listed] == ["/1", "/2"]
