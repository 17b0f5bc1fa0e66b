"""The list of sources says what is watched."""

import json
from datetime import timedelta

import pytest

from ingest.sources.source import FAILING, RETIRED, Source
from ingest.testing import AT, InMemoryDesk, ScriptedReader, a_source, in_memory_works
from ingest.usecases import Watch, follow, visit_source
from shared.failures import Transient

ONE, TWO = a_source(id="one"), a_source(id="two", etag="mark")


class List:
    """A list of sources that is read at every start."""

    def __init__(self) -> None:
        self.works, self.now = in_memory_works(), AT
        desk = InMemoryDesk(self.works)
        self.watch = Watch(desk, self.works, ScriptedReader(), lambda: self.now, 3, 4, 1.0)

    async def start(self, *listed: Source) -> None:
        await follow(listed, self.watch)

    def source(self, id_: str) -> Source:
        source: Source = self.works.table("sources")[id_]
        return source

    @property
    def told(self) -> list[tuple[str, str, int]]:
        bodies = [json.loads(posting.body) for posting in self.works.posted("ingest.source-health-changed.v1")]
        return [(body["subject_id"], body["state"], body["subject_version"]) for body in bodies]


@pytest.fixture
async def listing() -> List:
    listing = List()
    await listing.start(ONE, TWO)
    return listing


async def test_the_same_list_again_changes_nothing(listing: List) -> None:
    await listing.start(ONE, TWO)
    assert listing.told == []
    assert listing.source("one").visited_at == AT, "its staleness is reckoned from here"


async def test_what_is_listed_no_more_rests_and_that_is_said_once(listing: List) -> None:
    await listing.start(ONE)
    await listing.start(ONE)
    assert listing.told == [("two", RETIRED, 1)]
    assert (listing.source("two").state, listing.source("two").etag) == (RETIRED, "mark"), "nothing is forgotten"
    assert listing.source("one").state == "healthy"


async def test_what_is_listed_again_goes_on_where_it_was(listing: List) -> None:
    await listing.start(ONE)
    listing.now += timedelta(days=90)
    await listing.start(ONE, TWO)
    assert listing.told == [("two", RETIRED, 1), ("two", "healthy", 2)]
    two = listing.source("two")
    assert (two.state, two.etag, two.failures, two.visited_at) == ("healthy", "mark", 0, listing.now)


async def test_a_failing_source_can_be_retired_too(listing: List) -> None:
    for _ in range(3):
        await visit_source(listing.source("two"), listing.watch)
    await listing.start(ONE)
    assert [state for _, state, _ in listing.told] == [FAILING, RETIRED]


async def test_a_visit_that_was_under_way_does_not_wake_it_again(listing: List) -> None:
    before = listing.source("two")
    await listing.start(ONE)
    with pytest.raises(Transient):
        await visit_source(before, listing.watch)
    assert listing.source("two").state == RETIRED
