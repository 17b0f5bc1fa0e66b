"""From assessed publications to stories that are told, in memory: once, whatever fails and whoever groups."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.invented import Event

from classify.domain import AssessPublication, Publication
from classify.judgement.judge import Judgement
from classify.routing import Units
from classify.story_keeper import REMEMBERED, StoryKeeper
from classify.testing import FixedLease, InMemoryShelf, a_publication, in_memory_works
from classify.usecases import assess_publications
from shared.cause import Cause
from shared.failures import Transient
from shared.leases import Lease, LeaseLost
from shared.ops.metrics import Metrics

TOPIC = "classify.story-changed.v1"
AT = a_publication().captured_at


class FixedJudge:
    def __init__(self, relevant: str) -> None:
        self._relevant = relevant

    def judge(self, title: str, text: str, *, explain_all: bool) -> Judgement:
        return Judgement(self._relevant, 0.9, 0.9, 0.8, "wage", "critical", "high", (), (), "press-0")


class Room:
    """One replica that groups."""

    def __init__(self, works: Any = None) -> None:
        self.works = works or in_memory_works()
        self.lease = FixedLease()
        self.now = AT
        self.metrics = Metrics("classify")
        shelf = InMemoryShelf(self.works)
        self.keeper = StoryKeeper(shelf, self.works, self.lease, lambda: self.now, self.metrics)

    async def assess(self, *publications: Publication, relevant: str = "yes") -> None:
        commands = [AssessPublication(one.id, Cause(f"journey-{one.id}", one.id), one) for one in publications]
        await assess_publications(commands, self.works, FixedJudge(relevant), Units(()), AT)

    def told(self) -> list[tuple[str, int, list[str]]]:
        events = [json.loads(posting.body) for posting in self.works.posted(TOPIC)]
        return [(event["subject_id"], event["subject_version"], event["publications"]) for event in events]


def publication(id_: str, event: int = 1, version: int = 0, hours: float = 0, **other: Any) -> Publication:
    report = Event(event).report(version)
    published = AT - timedelta(days=2) + timedelta(hours=hours)
    return a_publication(id=id_, title=report.title, text=report.text, published_at=published, **other)


async def test_a_copy_and_a_follow_up_become_a_story_that_is_told() -> None:
    room = Room()
    await room.assess(publication("a"), publication("b", hours=1), publication("x", event=2))
    assert await room.keeper.look() == 3
    assert room.told() == [("a", 1, ["a", "b"])]
    await room.assess(publication("c", version=1, hours=2))
    assert await room.keeper.look() == 1
    assert room.told()[1:] == [("a", 2, ["a", "b", "c"])]
    event = json.loads(room.works.posted(TOPIC)[1].body)
    assert (event["correlation_id"], event["causation_id"], event["count"]) == ("journey-c", "c", 3)
    assert room.metrics.registry.get_sample_value("haichieu_stories_told_total") == 2
    assert await room.keeper.look() == 0


@pytest.mark.parametrize(("relevant", "grouped"), [("yes", 2), ("unsure", 2), ("no", 0)])
async def test_only_what_people_will_see_is_grouped(relevant: str, grouped: int) -> None:
    room = Room()
    await room.assess(publication("a"), publication("b"), relevant=relevant)
    assert await room.keeper.look() == grouped


async def test_a_failed_commit_tells_nothing_twice_and_loses_nothing() -> None:
    room = Room()
    await room.assess(publication("a"), publication("b", hours=1))
    room.works.failures.append(Transient("MongoDB is away"))
    with pytest.raises(Transient):
        await room.keeper.look()
    assert room.told() == []
    await room.keeper.look()
    assert room.told() == [("a", 1, ["a", "b"])]


async def test_without_the_lease_nothing_is_grouped_and_with_a_newer_one_the_memory_is_read_anew() -> None:
    first = Room()
    second = Room(first.works)
    await first.assess(publication("a"))
    await first.keeper.look()
    first.lease.lease = None
    assert await first.keeper.look() == 0
    second.lease.lease = Lease("stories", "replica-2", 2)
    await first.assess(publication("b", hours=1))
    await second.keeper.look()
    assert second.told() == [("a", 1, ["a", "b"])]
    first.lease.lease = Lease("stories", "replica-1", 3)
    await first.assess(publication("c", hours=2))
    await first.keeper.look()
    assert first.told()[1:] == [("a", 2, ["a", "b", "c"])]


async def test_the_memory_is_read_anew_after_a_day() -> None:
    room = Room()
    await room.assess(publication("a"))
    await room.keeper.look()
    room.now += REMEMBERED
    await room.assess(publication("b", hours=1))
    await room.keeper.look()
    assert room.told() == [("a", 1, ["a", "b"])]


async def test_losing_the_lease_in_the_middle_is_waited_out(monkeypatch: pytest.MonkeyPatch) -> None:
    room = Room()
    await room.assess(publication("a"), publication("b", hours=1))
    room.works.failures.append(LeaseLost("it went to another replica"))

    class Stopped(Exception):
        pass

    async def stop(_: float) -> None:
        raise Stopped

    monkeypatch.setattr("classify.story_keeper.asyncio.sleep", stop)
    with pytest.raises(Stopped):
        await room.keeper.run()
    assert room.lease.doubts == 1


async def test_an_outlet_whose_clock_runs_ahead_publishes_when_it_was_captured() -> None:
    room = Room()
    early = publication("a", hours=1)
    ahead = replace(publication("b"), published_at=AT + timedelta(days=20_000))
    beyond = replace(publication("c"), published_at=None, captured_at=AT + timedelta(days=3_000))
    await room.assess(early, ahead, beyond)
    await room.keeper.look()
    assert room.told() == [("a", 1, ["a", "b", "c"])]


async def test_a_story_of_hundreds_is_told_by_its_first_and_their_count() -> None:
    room = Room()
    await room.assess(*(publication(f"p{number:03d}", hours=number / 60) for number in range(450)))
    while await room.keeper.look():
        pass
    event = json.loads(room.works.posted(TOPIC)[-1].body)
    assert (len(event["publications"]), event["publications"][0], event["count"]) == (200, "p000", 450)
