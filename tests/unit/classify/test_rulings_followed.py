"""People put publications together or apart, and no machine undoes it: whatever comes later, in whatever order."""

from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from tests.unit.classify.test_stories import AT, Room, publication

from classify.handlers import on_cases_changed
from shared.contracts.casework import CaseChangedV1, PublicationsMoved
from shared.failures import Transient
from shared.messaging.arrivals import Arrival
from shared.messaging.testing import a_record


def said(id_: str, publications: str, others: str, *, together: bool, minute: int = 0) -> Arrival[CaseChangedV1]:
    """Each letter is a publication."""
    moved = PublicationsMoved(case_id="case-2", publications=[*publications], others=[*others], together=together)
    return changed(id_, minute, kind="merged" if together else "split", moved=moved)


def changed(id_: str, minute: int = 0, **other: Any) -> Arrival[CaseChangedV1]:
    event = CaseChangedV1(
        event_id=id_,
        occurred_at=AT + timedelta(minutes=minute),
        subject_id="case-1",
        subject_version=2,
        correlation_id="case-1",
        actor="lan",
        **{"kind": "opened"} | other,
    )
    return Arrival(event, a_record(event.TOPIC, b""))


class Talk(Room):
    async def hear(self, *arrivals: Arrival[CaseChangedV1]) -> frozenset[str]:
        return await on_cases_changed(self.works)(arrivals)

    async def settle(self) -> None:
        while await self.keeper.look():
            pass

    def stories(self) -> list[list[str]]:
        return sorted(list(story.publications) for story in self.works.table("stories").values() if story.publications)


async def test_a_pair_that_was_joined_and_split_stays_apart_when_copies_come_and_after_a_restart() -> None:
    talk = Talk()
    await talk.assess(publication("a"), publication("b", hours=1))
    await talk.settle()
    assert talk.stories() == [["a", "b"]]
    await talk.hear(said("s1", "b", "a", together=False))
    await talk.settle()
    assert talk.stories() == [["a"]]
    for hour, one in enumerate("cd", start=2):
        await talk.assess(publication(one, hours=hour))
        await talk.settle()
        assert not any({"a", "b"} <= set(story) for story in talk.stories())
    again = Talk(talk.works)
    await again.assess(publication("e", hours=9))
    await again.settle()
    assert not any({"a", "b"} <= set(story) for story in again.stories())
    assert sorted(one for story in again.stories() for one in story if one in "cde") == ["c", "d", "e"]


async def test_a_story_that_people_joined_stays_one_and_grows() -> None:
    talk = Talk()
    await talk.assess(publication("a"), publication("b", event=2, hours=1))
    await talk.settle()
    assert talk.stories() == []
    await talk.hear(said("m1", "a", "b", together=True))
    await talk.settle()
    assert talk.stories() == [["a", "b"]]
    again = Talk(talk.works)
    await again.assess(publication("c", event=2, hours=2))
    await again.settle()
    assert again.stories() == [["a", "b", "c"]]


@pytest.mark.parametrize("order", [*permutations(range(4))])
async def test_the_latest_word_holds_in_whatever_order_words_and_publications_come(order: tuple[int, ...]) -> None:
    talk = Talk()

    async def publications() -> None:
        await talk.assess(publication("a"), publication("b", hours=1), publication("x", event=2))

    steps = [
        publications,
        lambda: talk.hear(said("s1", "b", "a", together=False, minute=1)),
        lambda: talk.hear(said("m1", "x", "a", together=True, minute=2)),
        lambda: talk.hear(
            said("m2", "b", "a", together=True, minute=3), said("u1", "x", "a", together=False, minute=4)
        ),
    ]
    for step in order:
        await steps[step]()
        await talk.settle()
    assert talk.stories() == [["a", "b"]]


async def test_a_word_about_publications_of_long_ago_reaches_their_story() -> None:
    talk = Talk()
    await talk.assess(publication("a"), publication("b", hours=1))
    await talk.settle()
    talk.now += timedelta(days=60)
    await talk.hear(said("s1", "b", "a", together=False))
    await talk.settle()
    assert talk.stories() == [["a"]]


async def test_what_is_known_to_nobody_here_and_other_changes_are_handled_and_change_nothing() -> None:
    talk = Talk()
    await talk.assess(publication("a"), publication("b", hours=1))
    await talk.settle()
    assert await talk.hear(changed("o1"), said("s1", "yz", "w", together=False)) == {"o1", "s1"}
    assert await talk.hear(said("s1", "yz", "w", together=False)) == frozenset()
    assert await talk.hear(changed("o1")) == {"o1"}, "what changes nothing is not even remembered"
    await talk.settle()
    assert (talk.stories(), len(talk.told())) == ([["a", "b"]], 1)


async def test_a_failed_commit_leaves_the_word_waiting() -> None:
    talk = Talk()
    await talk.assess(publication("a"), publication("b", hours=1))
    await talk.settle()
    await talk.hear(said("s1", "b", "a", together=False))
    talk.works.failures.append(Transient("MongoDB is away"))
    with pytest.raises(Transient):
        await talk.keeper.look()
    await talk.settle()
    assert (talk.stories(), len(talk.told())) == ([["a"]], 2)
    event = talk.works.posted("classify.story-changed.v1")[-1]
    assert b'"causation_id":"s1"' in event.body
