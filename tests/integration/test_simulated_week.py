"""Nine days of six outlets in seconds: real HTTP on this machine, a clock that moves when somebody would wait.

Politeness (never above the pace, never while an outlet asked for quiet), freshness and completeness are asserted of
what the outlets themselves saw.
"""

import random
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from tests.certificates import self_signed
from tests.outlets import Answer, Outlet, article, item, page, rss, status

from ingest.fetching.fetcher import Fetcher
from ingest.fetching.pace import Pace
from ingest.metrics import IngestMetrics
from ingest.reading.reader import WebReader
from ingest.reading.room import ReadingRoom
from ingest.settings import Settings
from ingest.sources.source import Source
from ingest.testing import AT, InMemoryDesk, in_memory_works
from ingest.usecases import Watch, visit_source
from shared.ops.metrics import Metrics

pytestmark = [pytest.mark.integration, pytest.mark.asyncio(loop_scope="session")]

DAYS = timedelta(days=9)
END = AT + DAYS
PAUSE = 1.0
HOUR = timedelta(hours=1)
SHOWN = 15
TEXT = "Hơn hai trăm công nhân của một xưởng may ở phường Cam Đường ngừng việc để đòi lương tháng mười. " * 4
KINDS = ("priority", "flapping", "liar", "silent", "storm", "broken-tls")


def times(every: timedelta, until: datetime = END, hours: range = range(24)) -> list[datetime]:
    """From the beginning on; one entry is there already."""
    found = [AT + every * n for n in range(1, int(DAYS / every))]
    return [AT - HOUR, *(at for at in found if at < until and (at + 7 * HOUR).hour in hours)]


PUBLISHED = {
    "priority": times(3 * HOUR),
    "flapping": times(5 * HOUR),
    "liar": times(8 * HOUR),
    "silent": times(HOUR, until=AT + timedelta(days=8), hours=range(7, 19)),
    "storm": times(12 * HOUR),
    "broken-tls": times(12 * HOUR),
}


class Week:
    """The outlets, ingest, and the one clock of both."""

    def __init__(self) -> None:
        self.now = AT
        self.asked: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
        self.outlets: dict[str, Outlet] = {}
        self.works, self.metrics = in_memory_works(), Metrics("ingest")
        self.pace = Pace(PAUSE, 2, lambda: self.now.timestamp(), self._sleep)
        settings = Settings(private_allowed=True, fetch_seconds=10)
        own = IngestMetrics(self.metrics, self._clock)
        self.fetcher = Fetcher(settings, own, self._clock, self.pace)
        self.room = ReadingRoom(settings, own)
        reader = WebReader(self.fetcher, self.room, settings, self._clock)
        draw = random.Random(5).uniform
        self.watch = Watch(InMemoryDesk(self.works), self.works, reader, self._clock, 3, 1, 1.0, draw=draw)

    def _clock(self) -> datetime:
        return self.now

    async def _sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def open(self, kind: str) -> None:
        """What this outlet answers, at every moment of the week."""
        outlet, answers = self.outlets[kind], {"liar": self._lies, "flapping": self._flaps, "storm": self._storms}
        outlet.pages["/feed"] = self._seen(kind, "/feed", answers.get(kind, self._feed))
        for number in range(len(PUBLISHED[kind])):
            found = page(article(f"Tin {kind} {number}", f"{TEXT} {kind} {number}."))
            outlet.pages[f"/{number}"] = self._seen(kind, f"/{number}", lambda _, found=found: found)

    def _seen(self, kind: str, path: str, answer: Callable[[str], Answer]) -> Answer:
        async def write(writer: Any) -> None:
            self.asked[kind].append((self.now, path))
            await answer(kind)(writer)

        return write

    def _feed(self, kind: str) -> Answer:
        out = [(number, at) for number, at in enumerate(PUBLISHED[kind]) if at <= self.now][-SHOWN:]
        mark = f'ETag: "{out[-1][0] if out else 0}"'
        if kind != "liar" and f"if-none-match: {mark[6:]}" in self.outlets[kind].heads[-1].lower():
            return status(304, mark)
        items = (item(f"/{n}", f"Tin {kind} {n}", format_datetime(at)) for n, at in reversed(out))
        # Its bytes are UTF-8, and it says something else: half of the feeds of this country do.
        return page(rss(*items), "application/rss+xml; charset=iso-8859-1", 'ETag: "same"' if kind == "liar" else mark)

    def _lies(self, kind: str) -> Answer:
        asked_before = "if-none-match" in self.outlets[kind].heads[-1].lower()
        return status(304, 'ETag: "same"') if asked_before else self._feed(kind)

    def _flaps(self, kind: str) -> Answer:
        return status(500) if self.now.minute % 3 == 0 else self._feed(kind)

    def _storms(self, kind: str) -> Answer:
        return status(429, "Retry-After: 14400") if self.now.day % 2 else self._feed(kind)

    async def pass_by(self) -> None:
        """One visit after the other, each when it is due."""
        while True:
            source = min(self.works.table("sources").values(), key=lambda one: one.next_visit)
            if source.next_visit >= END:
                return
            self.now = max(self.now, source.next_visit)
            await visit_source(source, self.watch)

    def delays(self, kind: str) -> list[timedelta]:
        """From the moment something came into the feed, after the beginning, to its capture."""
        captures = self.works.table("captures").values()
        at = {
            c.entry.address.removeprefix(self.outlets[kind].url): c.captured_at for c in captures if c.source.id == kind
        }
        came = [(f"/{number}", moment) for number, moment in enumerate(PUBLISHED[kind]) if moment > AT]
        return [at[path] - moment for path, moment in came if path in at]

    def source(self, kind: str) -> Source:
        source: Source = self.works.table("sources")[kind]
        return source

    def states(self, kind: str) -> list[str]:
        changes = self.works.table("source_history").values()
        return [change.source.state for change in changes if change.source.id == kind]


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def week(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Week]:
    week, folder = Week(), tmp_path_factory.mktemp("week")
    await week.fetcher.start()
    async with AsyncExitStack() as stack:
        for number, kind in enumerate(KINDS):
            certificate: Path | None = self_signed(folder) if kind == "broken-tls" else None
            outlet = Outlet(certificate, f"127.0.0.{number + 2}")
            week.outlets[kind] = await stack.enter_async_context(outlet)
            week.open(kind)
        sources = [
            Source(kind, kind, kind, "online", f"{week.outlets[kind].url}/feed", priority=kind == "priority")
            for kind in KINDS
        ]
        await week.watch.desk.add_sources(sources, AT)
        await week.pass_by()
        yield week
    await week.room.stop()
    await week.fetcher.stop()


async def test_no_outlet_is_ever_asked_above_the_pace(week: Week) -> None:
    for kind in KINDS:
        moments = [at for at, _ in week.asked[kind]]
        gaps = [later - sooner for sooner, later in pairwise(moments)]
        assert all(gap >= timedelta(seconds=PAUSE) for gap in gaps), kind
        looks = [at for at, path in week.asked[kind] if path == "/feed"]
        assert all(b - a >= timedelta(minutes=8) for a, b in pairwise(looks)), kind


async def test_an_outlet_that_asked_for_quiet_has_it(week: Week) -> None:
    looks = [at for at, path in week.asked["storm"] if path == "/feed"]
    refused = [at for at in looks if at.day % 2]
    assert 20 <= len(refused) <= 40, "six a day at most"
    for at in refused:
        later = [other for other in looks if other > at]
        assert not later or later[0] - at >= timedelta(seconds=14_400)


async def test_no_page_is_asked_for_twice(week: Week) -> None:
    for kind in KINDS:
        pages = [path for _, path in week.asked[kind] if path != "/feed"]
        assert len(pages) == len(set(pages)), kind


@pytest.mark.parametrize("kind", ["priority", "flapping", "silent", "storm"])
async def test_everything_that_was_published_is_captured(week: Week, kind: str) -> None:
    in_time = [at for at in PUBLISHED[kind] if AT < at < END - timedelta(days=1)]
    assert len(week.delays(kind)) >= len(in_time)


async def test_a_priority_outlet_is_never_more_than_ten_minutes_old(week: Week) -> None:
    assert max(week.delays("priority")) <= timedelta(minutes=11)
    assert len(week.delays("priority")) >= len(PUBLISHED["priority"]) - 2


@pytest.mark.parametrize("kind", ["flapping", "silent"])
async def test_others_are_within_hours_and_mostly_within_one(week: Week, kind: str) -> None:
    delays = sorted(week.delays(kind))
    assert delays[len(delays) // 2] <= HOUR
    assert delays[-1] <= 3 * HOUR


async def test_a_feed_that_says_unchanged_for_ever_is_found_out_within_a_week(week: Week) -> None:
    assert week.source("liar").marks_lie
    assert max(week.delays("liar")) <= timedelta(days=7, hours=2)
    assert max(week.delays("liar")[-3:]) <= 2 * HOUR, "from then on it is as fresh as others"


async def test_what_is_wrong_is_known_and_what_is_well_is_not_accused(week: Week) -> None:
    assert week.source("broken-tls").state == "failing"
    assert week.source("broken-tls").reason.startswith("TlsFailed")
    assert week.asked["broken-tls"] == [], "nothing is asked over a connection that nobody vouches for"
    assert week.source("silent").state == "silent"
    assert week.states("silent") == ["silent"], "told once, on the ninth day"
    assert week.states("priority") == []
    for kind in ("flapping", "storm"):
        assert set(week.states(kind)) <= {"failing", "healthy", "flapping"}, kind
        assert len(week.states(kind)) <= 8, "one that falls all week is told of a few times"


async def test_a_broken_outlet_is_asked_ever_more_rarely_and_never_given_up(week: Week) -> None:
    assert 10 <= week.source("broken-tls").failures <= 24
    assert week.source("broken-tls").next_visit < END + timedelta(days=1, hours=6)


async def test_letters_survive_a_lie_about_the_charset(week: Week) -> None:
    titles = {capture.entry.title for capture in week.works.table("captures").values()}
    assert "Tin priority 0" in titles
    assert not any("Ã" in capture.text for capture in week.works.table("captures").values())


async def test_memory_does_not_grow_with_the_days(week: Week) -> None:
    assert len(week.pace) <= len(KINDS)
    assert all(day.looked < 1 << 24 for day in await week.watch.desk.days("priority"))
