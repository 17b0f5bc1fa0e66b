"""A single page as a source: captured once, looked at again when its bytes change, never silent."""

from dataclasses import replace
from datetime import datetime, timedelta

from ingest.ports import FeedVisit
from ingest.sources.judging import judge
from ingest.sources.kinds import PAGE
from ingest.sources.rows import SourceRow, as_row, as_source
from ingest.sources.source import HEALTHY, Source
from ingest.sources.visit import Answered
from ingest.testing import AT, InMemoryDesk, ScriptedReader, a_page, a_source, an_entry, in_memory_works
from ingest.usecases import Watch, visit_source
from shared.ops.clock import VIETNAM

URL = "https://bao.example/cai-chinh"
SOURCE = a_source(url=URL, kind=PAGE)


class Place:
    def __init__(self) -> None:
        self.works, self.reader, self.now = in_memory_works(), ScriptedReader(), AT
        self.watch = Watch(InMemoryDesk(self.works), self.works, self.reader, lambda: self.now, 3, 4, 1.0)

    async def visit(self, bytes_of: str) -> Source:
        """As the reader of the web says it: one entry, that is the page itself; none when it is unchanged."""
        known: Source = self.works.table("sources").get(SOURCE.id, SOURCE)
        unchanged = known.sha256 == bytes_of
        entries = () if unchanged else (an_entry(address=URL, title="", summary="", published_at=None),)
        self.reader.feeds[URL] = FeedVisit(entries, Answered("", "", bytes_of, unchanged=unchanged))
        self.reader.pages[URL] = a_page(f"Thông tin cải chính {bytes_of}.", title="Cải chính", address=URL)
        return (await visit_source(known, self.watch)).source

    @property
    def due(self) -> datetime:
        (due,) = self.works.table("revisit_at").values()
        at: datetime = due
        return at


async def test_it_is_captured_once_and_looked_at_again_when_its_bytes_are_others() -> None:
    place = Place()
    await place.visit("một")
    assert place.due > AT
    place.now += timedelta(minutes=5)
    await place.visit("một")
    assert place.due > place.now
    await place.visit("hai")
    assert place.due == place.now, "the look that compares the words is due at once"
    assert len(place.works.table("publications")) == 1


def test_it_brings_nothing_new_and_nobody_is_told() -> None:
    quiet = replace(
        SOURCE, news_at=AT, newest_at=AT, entries=1, odd_dates=1, empties=9, recall_missed=9, recall_listed=9
    )
    assert judge(quiet, (), AT + timedelta(days=90), VIETNAM).state == HEALTHY
    assert judge(replace(quiet, kind="feed"), (), AT + timedelta(days=90), VIETNAM).state != HEALTHY


def test_people_write_it_in_their_tables() -> None:
    row = SourceRow.model_validate({"outlet_id": "bao", "outlet_name": "Báo", "url": URL, "kind": "page"})
    assert as_source(row, "people").kind == PAGE
    assert as_row(as_source(row, "people")).kind == PAGE
