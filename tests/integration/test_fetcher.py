"""Redirects are polite too, and what answers is counted by its kind."""

import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from tests.outlets import Outlet, endless, page, redirect, status

from ingest.errors import FetchFailed, Gone, HttpError, TooLarge
from ingest.fetching import fetcher as fetcher_module
from ingest.fetching.fetcher import REDIRECTS, Fetcher
from ingest.metrics import IngestMetrics
from ingest.settings import Settings
from shared.ops.clock import system_clock
from shared.ops.metrics import Metrics

pytestmark = [pytest.mark.integration, pytest.mark.asyncio(loop_scope="session")]

PAUSE = 0.3


@dataclass(slots=True)
class Errand:
    """A fetcher that pauses, an outlet, and what was counted."""

    fetcher: Fetcher
    outlet: Outlet
    metrics: Metrics

    async def get(self, path: str, etag: str = "") -> bytes:
        return (await self.fetcher.get(self.outlet.url + path, etag=etag, limit=10_000)).body

    def counted(self, outcome: str) -> float | None:
        return self.metrics.registry.get_sample_value("haichieu_fetches_total", {"outcome": outcome})


@pytest_asyncio.fixture(loop_scope="session")
async def errand(request: pytest.FixtureRequest) -> AsyncIterator[Errand]:
    settings = Settings(private_allowed=True, host_interval_seconds=getattr(request, "param", 0), fetch_seconds=1)
    metrics = Metrics("ingest")
    fetcher = Fetcher(settings, IngestMetrics(metrics, system_clock))
    await fetcher.start()
    async with Outlet() as outlet:
        yield Errand(fetcher, outlet, metrics)
    await fetcher.stop()


@pytest.mark.parametrize("errand", [PAUSE], indirect=True)
async def test_every_redirect_waits_for_its_hosts_turn(errand: Errand) -> None:
    """Four pauses: longer than an answer may take, and no fault of the outlet."""
    for number in range(4):
        errand.outlet.pages[f"/{number}"] = redirect(f"/{number + 1}")
    errand.outlet.pages["/4"] = page(b"there")
    begun = time.monotonic()
    assert await errand.get("/0") == b"there"
    assert time.monotonic() - begun >= 4 * PAUSE
    assert errand.outlet.asked == ["/0", "/1", "/2", "/3", "/4"]


async def test_a_redirects_own_body_is_not_read(errand: Errand) -> None:
    flood = endless(b"x" * 10_000, 0)

    async def answer(writer) -> None:
        writer.write(b"HTTP/1.1 302 X\r\nLocation: /there\r\nConnection: close\r\n\r\n")
        await flood(writer)

    errand.outlet.pages |= {"/flood": answer, "/there": page(b"there")}
    assert await errand.get("/flood") == b"there"


async def test_a_loop_ends_after_so_many(errand: Errand) -> None:
    errand.outlet.pages["/loop"] = redirect("/loop")
    with pytest.raises(FetchFailed, match="redirects"):
        await errand.get("/loop")
    assert len(errand.outlet.asked) == REDIRECTS + 1


async def test_a_slow_chain_gets_no_more_time_than_one_answer(errand: Errand) -> None:
    async def slow(writer) -> None:
        await fetcher_module.asyncio.sleep(0.4)
        await redirect("/slow")(writer)

    errand.outlet.pages["/slow"] = slow
    begun = time.monotonic()
    with pytest.raises(FetchFailed, match="did not answer"):
        await errand.get("/slow")
    assert time.monotonic() - begun < 1.5


async def test_answers_are_counted_by_what_they_were(errand: Errand) -> None:
    errand.outlet.pages |= {"/ok": page(b"x"), "/same": status(304), "/flood": endless(b"x" * 10_000, 0)}
    await errand.get("/ok")
    await errand.get("/same", etag='"1"')
    for path, error in (("/gone", Gone), ("/flood", TooLarge), ("/same", HttpError)):
        with pytest.raises(error):
            await errand.get(path)
    assert [errand.counted(outcome) for outcome in ("ok", "unchanged", "Gone", "TooLarge", "HttpError")] == [1] * 5


async def test_cookies_come_back_but_do_not_pile_up(errand: Errand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetcher_module, "COOKIES_KEPT", 3)
    errand.outlet.pages["/"] = page(b"x", "text/html", "Set-Cookie: known=1")
    await errand.get("/")
    await errand.get("/")
    assert "cookie: known=1" in errand.outlet.heads[1].lower()
    for number in range(10):
        errand.outlet.pages["/"] = page(b"x", "text/html", f"Set-Cookie: a{number}=1")
        await errand.get("/")
    assert errand.outlet.heads[-1].lower().count("=1") <= 5
