"""What people do to the list of sources."""

import json
from datetime import timedelta
from typing import Any

import pytest

from ingest.sources.refused import SourcesRefused
from ingest.sources.roll import Roll, change, find, pause, resume, take
from ingest.sources.source import PAUSED, RETIRED
from ingest.testing import AT, InMemoryDesk, ScriptedReader, a_source, in_memory_works
from ingest.usecases import Watch, follow

ONE = a_source(id="one-1", origin="people")
TWO = a_source(id="two-2", url="https://khac.example/rss", origin="people")


class Office:
    def __init__(self) -> None:
        self.works, self.now = in_memory_works(), AT
        self.desk = InMemoryDesk(self.works)
        self.roll = Roll(self.desk, self.works, lambda: self.now)

    def told(self) -> list[tuple[str, str]]:
        bodies: list[Any] = [json.loads(one.body) for one in self.works.posted("ingest.source-health-changed.v1")]
        return [(body["previous"], body["state"]) for body in bodies]


@pytest.fixture
async def office() -> Office:
    office = Office()
    await take([ONE, TWO], office.roll)
    return office


async def test_a_list_adds_and_changes_and_takes_nothing_away(office: Office) -> None:
    three = a_source(id="three", url="https://ba.example/rss", origin="people")
    found = await take([three, a_source(id="one-1", origin="people", priority=True)], office.roll, dry_run=True)
    assert (found.added, found.changed, found.same) == ((three.url,), (ONE.url,), 0)
    assert len(await office.desk.sources()) == 2, "a dry run changes nothing"
    await take([three], office.roll)
    assert {source.id for source in await office.desk.sources()} == {"one-1", "two-2", "three"}


async def test_an_address_twice_is_refused(office: Office) -> None:
    with pytest.raises(SourcesRefused, match="listed twice"):
        await take([ONE, ONE], office.roll)


async def test_a_pause_is_told_with_its_reason_and_a_resumed_source_is_due_at_once(office: Office) -> None:
    paused = await pause("one-1", "the outlet asked for it", office.roll)
    assert (paused.state, paused.reason) == (PAUSED, "the outlet asked for it")
    office.now += timedelta(days=3)
    resumed = await resume("one-1", office.roll)
    assert (resumed.state, resumed.next_visit) == ("healthy", office.now)
    await resume("one-1", office.roll)
    assert office.told() == [("healthy", "paused"), ("paused", "healthy")], "what runs already is not resumed"


async def test_a_source_is_found_by_address_or_the_beginning_of_its_id(office: Office) -> None:
    assert (await find(TWO.url, office.roll)).id == "two-2"
    assert (await find("two-", office.roll)).id == "two-2"
    with pytest.raises(SourcesRefused, match="No source is called"):
        await find("tw", office.roll)


async def test_what_people_added_is_not_retired_by_the_file(office: Office) -> None:
    watch = Watch(office.desk, office.works, ScriptedReader(), office.roll.clock, 3, 4, 1.0)
    await follow([a_source(id="of-file")], watch)
    await follow([], watch)
    states = {source.id: source.state for source in await office.desk.sources()}
    assert states == {"one-1": "healthy", "two-2": "healthy", "of-file": RETIRED}
    resumed = await resume("of-file", office.roll)
    assert (resumed.origin, resumed.state) == ("people", "healthy")
    await follow([], watch)
    assert (await find("of-file", office.roll)).state == "healthy", "it is people's now"


async def test_what_people_said_is_changed_and_what_was_learnt_stays(office: Office) -> None:
    await office.desk.note_source(a_source(id="one-1", origin="people", etag="mark"))
    changed = await change("one-1", {"priority": True, "tags": ("tỉnh",)}, office.roll)
    assert (changed.priority, changed.tags) == (True, ("tỉnh",))
    kept = await find("one-1", office.roll)
    assert (kept.priority, kept.tags, kept.etag) == (True, ("tỉnh",), "mark")
