"""Redirects are polite too, and what answers is counted by its kind."""

import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from tests.certificates import self_signed
from tests.outlets import Outlet, endless, page, redirect, robots, status

from ingest.errors import (
    Busy,
    FetchFailed,
    Gone,
    HostRests,
    HttpError,
    NoConnection,
    OwnOutage,
    RedirectLoop,
    RobotsForbid,
    TlsFailed,
    TooLarge,
    Unpackable,
)
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


async def test_a_chain_ends_after_so_many(errand: Errand) -> None:
    for number in range(20):
        errand.outlet.pages[f"/{number}"] = redirect(f"/{number + 1}")
    with pytest.raises(RedirectLoop, match="redirects"):
        await errand.get("/0")
    assert len(errand.outlet.asked) == REDIRECTS + 1


async def test_a_circle_is_left_at_once(errand: Errand) -> None:
    errand.outlet.pages |= {"/a": redirect("/b"), "/b": redirect("/a")}
    with pytest.raises(RedirectLoop, match="circle"):
        await errand.get("/a")
    assert errand.outlet.asked == ["/a", "/b"]


async def test_an_outlet_that_wants_its_cookie_back_may_lead_to_itself(errand: Errand) -> None:
    async def gate(writer) -> None:
        known = "cookie: known=1" in errand.outlet.heads[-1].lower()
        answer = page(b"there") if known else status(302, "Location: /gate", "Set-Cookie: known=1")
        await answer(writer)

    errand.outlet.pages["/gate"] = gate
    assert await errand.get("/gate") == b"there"


async def test_where_an_answer_is_from_and_whether_that_is_for_good(errand: Errand) -> None:
    errand.outlet.pages |= {
        "/old": redirect("/middle", 301),
        "/middle": redirect("/new", 308),
        "/today": redirect("/old", 302),
        "/new": page(b"there"),
    }
    for path, moved in (("/old", f"{errand.outlet.url}/new"), ("/today", ""), ("/new", "")):
        answer = await errand.fetcher.get(errand.outlet.url + path, limit=1_000)
        assert (answer.url, answer.moved_to) == (errand.outlet.url + path, moved)
        assert answer.location == ("" if path == "/new" else f"{errand.outlet.url}/new")


async def test_robots_are_asked_once_and_obeyed_also_behind_a_redirect(errand: Errand) -> None:
    errand.outlet.pages |= {
        "/robots.txt": robots("Disallow: /in"),
        "/in": page(b"x"),
        "/tin": page(b"there"),
        "/to-in": redirect("/in"),
    }
    assert await errand.get("/tin") == b"there"
    for path in ("/in", "/to-in"):
        with pytest.raises(RobotsForbid):
            await errand.get(path)
    assert errand.outlet.asked == ["/tin", "/to-in"]
    assert errand.outlet.robots_asked == 1


async def test_an_endless_robots_file_is_read_to_its_limit(errand: Errand) -> None:
    errand.outlet.pages |= {"/robots.txt": endless(b"User-agent: *\nDisallow: /in\n", 0), "/tin": page(b"there")}
    assert await errand.get("/tin") == b"there"
    with pytest.raises(RobotsForbid):
        await errand.get("/in")


async def test_a_storm_of_429_is_one_request_and_then_quiet(errand: Errand) -> None:
    errand.outlet.pages |= {"/busy": status(429, "Retry-After: 3600"), "/tin": page(b"there")}
    with pytest.raises(Busy) as busy:
        await errand.get("/busy")
    assert busy.value.retry_after == 3_600
    for path in ("/busy", "/tin") * 5:
        with pytest.raises(HostRests):
            await errand.get(path)
    assert errand.outlet.asked == ["/busy"]
    assert (errand.counted("Busy"), errand.counted("HostRests")) == (1, 10)


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "gzip, deflate", "compress"])
async def test_what_is_packed_as_nobody_asked_is_refused_unread(errand: Errand, encoding: str) -> None:
    errand.outlet.pages["/"] = page(b"x" * 100, "text/html", f"Content-Encoding: {encoding}")
    with pytest.raises(Unpackable, match="not asked for"):
        await errand.get("/")
    assert "accept-encoding: gzip, deflate\r\n" in errand.outlet.heads[0].lower()


async def test_a_certificate_that_nobody_vouches_for_is_told_as_that(errand: Errand, tmp_path: Path) -> None:
    async with Outlet(certificate=self_signed(tmp_path)) as outlet:
        outlet.pages["/"] = page(b"x")
        with pytest.raises(TlsFailed):
            await errand.fetcher.get(f"{outlet.url}/", limit=1_000)
        assert outlet.asked == []


async def test_silence_of_several_hosts_is_our_own_network(errand: Errand) -> None:
    for last, told in ((2, NoConnection), (3, NoConnection), (4, OwnOutage)):
        with pytest.raises(told):
            await errand.fetcher.get(f"http://127.0.0.{last}:9/", limit=1_000)
    assert errand.metrics.registry.get_sample_value("haichieu_own_outage") == 1
    assert errand.fetcher.outage.ours(system_clock())
    errand.outlet.pages["/"] = status(500)
    with pytest.raises(HttpError):
        await errand.get("/")
    assert not errand.fetcher.outage.ours(system_clock()), "an error status is an answer: the network is there"


async def test_a_slow_chain_gets_no_more_time_than_one_answer(errand: Errand) -> None:
    async def slow(writer) -> None:
        await fetcher_module.asyncio.sleep(0.4)
        await redirect(f"/slow{len(errand.outlet.asked)}")(writer)

    errand.outlet.pages |= {f"/slow{number}": slow for number in range(5)}
    begun = time.monotonic()
    with pytest.raises(FetchFailed, match="did not answer"):
        await errand.get("/slow0")
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
