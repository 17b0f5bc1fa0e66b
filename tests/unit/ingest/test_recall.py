"""What a section lists and its feed did not give: seen at the second look, captured, counted."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from ingest.domain import Entry, Page, TimeFound
from ingest.errors import Gone, HttpError
from ingest.metrics import IngestMetrics
from ingest.recall.figures import Recalled
from ingest.recall.rounds import RecallRounds
from ingest.recall.usecases import MOST_PAGES, compare
from ingest.sources.judging import judge
from ingest.sources.source import HEALTHY, INCOMPLETE, Source
from ingest.testing import AT, InMemoryDesk, ScriptedReader, a_page, a_source, an_entry, in_memory_works
from ingest.usecases import Watch, visit_source
from shared.ops.clock import VIETNAM
from shared.ops.metrics import Metrics

SECTION = "https://bao.example/cong-doan"
SOURCE = a_source(section=SECTION)


class Section(ScriptedReader):
    """And of one section page, which can be broken (port: ingest.recall.ports.Reader)."""

    def __init__(self) -> None:
        super().__init__()
        self.listed: Sequence[Entry] | Exception = ()

    async def section(self, address: str) -> Sequence[Entry]:
        assert address == SECTION
        if isinstance(self.listed, Exception):
            raise self.listed
        return self.listed


class Room:
    """A source with a feed and a section, in memory."""

    def __init__(self) -> None:
        self.works, self.reader = in_memory_works(), Section()
        self.watch = Watch(InMemoryDesk(self.works), self.works, self.reader, lambda: AT, 3, 4, 1.0)

    def shows(self, *numbers: int, **page: Any) -> list[Entry]:
        entries = [
            an_entry(address=f"https://bao.example/tin/{n}", title=f"Tin {n}", published_at=None) for n in numbers
        ]
        for entry in entries:
            story = f"Chuyện {entry.title}: công nhân ở Cam Đường bị nợ lương. " + "".join(f"Đoạn {entry.title}. " * 9)
            self.reader.pages.setdefault(entry.address, a_page(story, title=entry.title, **page))
        return entries

    async def feed_gives(self, entries: Sequence[Entry]) -> None:
        self.reader.lists(SOURCE, *entries)
        await visit_source(SOURCE, self.watch)

    async def look(self, suspects: Sequence[str] = ()) -> Recalled:
        return await compare(SOURCE, frozenset(suspects), self.reader, self.watch)

    @property
    def lanes(self) -> list[str]:
        return [capture.lane for capture in self.works.table("captures").values()]


@pytest.fixture
def room() -> Room:
    return Room()


async def test_one_look_proves_nothing_and_the_second_captures_what_is_missing(room: Room) -> None:
    entries = room.shows(1, 2, 3, 4)
    room.reader.listed = entries
    await room.feed_gives(entries[:2])
    first = await room.look()
    assert (first.listed, first.missed, len(first.suspects)) == (2, 0, 2)
    await room.feed_gives(entries[2:3])
    second = await room.look(first.suspects)
    assert (second.listed, second.missed, second.suspects) == (4, 1, [])
    assert room.lanes == ["live"] * 4
    third = await room.look(second.suspects)
    assert (third.listed, third.missed) == (4, 0), "what was captured is known"


async def test_what_is_older_than_a_week_is_of_the_past_and_no_fault_of_the_feed(room: Room) -> None:
    old = (TimeFound("meta", "2026-11-01", AT - timedelta(days=23)),)
    room.reader.listed = room.shows(1, times=old)
    first = await room.look()
    second = await room.look(first.suspects)
    assert (second.listed, second.missed, room.lanes) == (0, 0, ["backfill"])


@pytest.mark.parametrize(("page", "left"), [(Gone("x"), 0), (a_page(""), 0), (HttpError("503"), 1)])
async def test_what_is_no_article_is_not_asked_for_again_and_what_fails_is(
    room: Room, page: Page | Exception, left: int
) -> None:
    room.reader.listed = room.shows(1)
    room.reader.pages[room.reader.listed[0].address] = page
    suspects = (await room.look()).suspects
    second = await room.look(suspects)
    assert (second.missed, len(second.suspects)) == (0, left)
    room.reader.read.clear()
    await room.look(suspects)
    assert len(room.reader.read) == left


async def test_others_links_and_old_lines_of_a_sitemap_are_not_compared(room: Room) -> None:
    (mine,) = room.shows(1)
    stranger = an_entry(address="https://khac.example/1")
    old = an_entry(address="https://bao.example/cu", published_at=AT - timedelta(days=4))
    room.reader.listed = [mine, stranger, old]
    assert len((await room.look()).suspects) == 1


async def test_a_section_full_of_strange_links_costs_a_bounded_number_of_visits(room: Room) -> None:
    room.reader.listed = room.shows(*range(MOST_PAGES + 5))
    second = await room.look((await room.look()).suspects)
    assert (second.missed, len(second.suspects)) == (MOST_PAGES, 5)


@pytest.mark.parametrize(("listed", "missed", "state"), [(20, 3, INCOMPLETE), (20, 2, HEALTHY), (100, 9, HEALTHY)])
def test_a_feed_that_misses_a_tenth_is_called_incomplete(listed: int, missed: int, state: str) -> None:
    source = a_source(recall_at=AT, recall_listed=listed, recall_missed=missed)
    judged = judge(source, (), AT, VIETNAM)
    assert judged.state == state
    assert (f"{missed} of {listed}" in judged.reason) is (state == INCOMPLETE)


class Shelf:
    """Port: ingest.recall.ports.Desk."""

    def __init__(self) -> None:
        self.noted: list[Recalled] = []

    async def claim(self, now: Any, due: Any) -> tuple[Source, frozenset[str]]:
        return SOURCE, frozenset(self.noted[-1].suspects if self.noted else ())

    async def next_due(self) -> None:
        return None

    async def note(self, recalled: Recalled) -> None:
        self.noted.append(recalled)


async def test_rounds_count_what_was_compared_and_a_section_that_is_away_changes_nothing(room: Room) -> None:
    metrics, shelf = Metrics("ingest"), Shelf()
    rounds = RecallRounds(room.watch, room.reader, shelf, timedelta(hours=3), IngestMetrics(metrics, lambda: AT))
    room.reader.listed = room.shows(1)
    for _ in range(2):
        await rounds.do(await rounds.claim())
    room.reader.listed = HttpError("503")
    await rounds.do(await rounds.claim())
    assert len(shelf.noted) == 2
    counted = [
        metrics.registry.get_sample_value("haichieu_recall_total", {"outcome": one})
        for one in ("listed", "missed", "unreadable")
    ]
    assert counted == [1, 1, 1]
