"""The reading process: whatever bytes do to it, the service goes on, and stops when it is told to."""

import asyncio
import os
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from tests.malformed import MALFORMED
from tests.outlets import article, item, rss
from tests.waiting import holds

from ingest.errors import FeedUnreadable
from ingest.metrics import IngestMetrics
from ingest.reading import room as room_module
from ingest.reading.article import Article
from ingest.reading.listing import Listing
from ingest.reading.room import ReadingRoom
from ingest.settings import Settings
from shared.contracts.ingest import TEXT_LIMIT
from shared.ops.clock import system_clock
from shared.ops.metrics import Metrics

pytestmark = [pytest.mark.integration, pytest.mark.asyncio(loop_scope="session")]

URL = "https://bao.example/1"
TEXT = "Sáng 24/11, hơn hai trăm công nhân của một xưởng may ở phường Cam Đường ngừng việc để đòi lương. "
GOOD = article("Nợ lương", TEXT * 3)
ATTRIBUTES = " ".join(f"a{number}='x'" for number in range(80_000))
ENDLESS_PAGE = f"<p {ATTRIBUTES}>x</p>".encode()
"""900 KB with two tags: minutes."""
ENDLESS_FEED = rss(f"</item><item {ATTRIBUTES}>")


class Room:
    """A reading room with its metrics."""

    def __init__(self, **settings: float) -> None:
        self.metrics = Metrics("ingest")
        self.room = ReadingRoom(Settings(**settings), IngestMetrics(self.metrics, system_clock))

    @property
    def pid(self) -> int | None:
        return self.room._process.pid if self.room._process else None

    def rejected(self, kind: str) -> float | None:
        return self.metrics.registry.get_sample_value("haichieu_lists_rejected_total", {"reason": kind})

    def counted(self, kind: str, outcome: str) -> float | None:
        labels = {"kind": kind, "outcome": outcome}
        return self.metrics.registry.get_sample_value("haichieu_readings_total", labels)


@pytest_asyncio.fixture(loop_scope="session")
async def quick() -> AsyncIterator[Room]:
    room = Room(reading_seconds=1)
    yield room
    await room.room.stop()


def alive(pid: int | None) -> bool:
    try:
        os.kill(pid or 0, 0)
    except ProcessLookupError:
        return False
    return True


async def test_pages_and_feeds_come_back_as_they_are(quick: Room) -> None:
    assert quick.pid is None, "nothing runs while there is nothing to read"
    found = await quick.room.article(GOOD, URL)
    assert (found.title, TEXT.strip() in found.text) == ("Nợ lương", True)
    (entry,) = (await quick.room.listing(rss(item("/1", "Đình công")), URL, "")).entries
    assert (entry.title, entry.address, str(entry.published_at)) == ("Đình công", URL, "2026-11-24 03:52:07+00:00")
    with pytest.raises(FeedUnreadable, match=URL):
        await quick.room.listing(GOOD, URL, "text/html")
    assert (quick.counted("page", "done"), quick.counted("feed", "done")) == (1, 2)


async def test_an_endless_page_is_ended_and_its_neighbours_are_read(quick: Room) -> None:
    begun = time.monotonic()
    stuck, good = await asyncio.gather(quick.room.article(ENDLESS_PAGE, URL), quick.room.article(GOOD, URL))
    assert (stuck, good.title) == (Article("", ""), "Nợ lương")
    assert time.monotonic() - begun < 10
    assert quick.counted("page", "stuck") == 1


async def test_an_endless_feed_is_its_sources_fault(quick: Room) -> None:
    with pytest.raises(FeedUnreadable, match="it takes too long"):
        await quick.room.listing(ENDLESS_FEED, URL, "")
    assert quick.counted("feed", "stuck") == 1


async def test_the_loop_goes_on_meanwhile_and_a_stop_does_not_wait() -> None:
    room = Room(reading_seconds=30)
    reading = asyncio.create_task(room.room.article(ENDLESS_PAGE, URL))
    await holds(_started(room), "the process runs")
    pid, begun = room.pid, time.monotonic()
    await asyncio.sleep(0.5)
    assert time.monotonic() - begun < 1
    reading.cancel()
    await asyncio.gather(reading, return_exceptions=True)
    await room.room.stop()
    assert time.monotonic() - begun < 2
    assert not alive(pid)


async def test_memory_is_bounded() -> None:
    room = Room(reading_megabytes=128)
    paragraphs = "".join(f"<p>{number} {TEXT}</p>" for number in range(40_000))
    try:
        assert await room.room.article(article("Dài", paragraphs), URL) == Article("", "")
        assert (await room.room.article(GOOD, URL)).title == "Nợ lương"
    finally:
        await room.room.stop()


async def test_a_process_that_somebody_else_kills_costs_no_page(quick: Room) -> None:
    await quick.room.article(GOOD, URL)
    assert quick.pid is not None
    os.kill(quick.pid, signal.SIGKILL)
    assert (await quick.room.article(GOOD, URL)).title == "Nợ lương"


async def test_the_signal_that_stops_the_service_is_not_the_readers(quick: Room) -> None:
    await quick.room.article(GOOD, URL)
    assert quick.pid is not None
    pid = quick.pid
    os.kill(pid, signal.SIGTERM)
    await quick.room.article(GOOD, URL)
    assert quick.pid == pid


async def test_it_leaves_when_there_is_nothing_to_read(quick: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room_module, "LINGER_SECONDS", 0.1)
    await quick.room.article(GOOD, URL)
    pid = quick.pid

    async def gone() -> bool:
        return not alive(pid)

    await holds(gone, "the process is gone", seconds=5)
    assert (await quick.room.article(GOOD, URL)).title == "Nợ lương"


async def test_no_answer_is_longer_than_what_is_kept(quick: Room) -> None:
    found = await quick.room.article(article("Dài", "".join(f"<p>{n} {TEXT}</p>" for n in range(2_000))), URL)
    assert len(found.text) == TEXT_LIMIT + 1, "one more, so that it shows that something was cut"


async def test_it_sees_no_secret(quick: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAICHIEU_MONGO_URL", "mongodb://user:password@mongo")
    await quick.room.article(GOOD, URL)
    with open(f"/proc/{quick.pid}/environ", "rb") as environment:  # noqa: ASYNC230
        assert b"password" not in environment.read()


def _started(room: Room):
    async def started() -> bool:
        return room.pid is not None

    return started


async def test_nothing_of_the_malformed_is_stuck_and_every_reject_is_counted_by_its_kind() -> None:
    room = Room()
    asked = (room.room.listing(body, URL, "") for body in MALFORMED.values())
    outcomes = await asyncio.gather(*asked, return_exceptions=True)
    refused = Counter(type(outcome).__name__ for outcome in outcomes if isinstance(outcome, FeedUnreadable))
    assert [outcome for outcome in outcomes if not isinstance(outcome, Listing | FeedUnreadable)] == []
    assert room.counted("feed", "done") == len(MALFORMED)
    assert {kind: room.rejected(kind) for kind in refused} == dict(refused)
    assert (await room.room.article(GOOD, URL)).title == "Nợ lương"
    await room.room.stop()
