"""What is told of stories adds up to the stories, in any order and across any restart."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.invented import Event

from classify.grouping.item import Id, Item, item_of
from classify.grouping.relation import WINDOW
from classify.grouping.rulings import Rulings
from classify.grouping.teller import MOST_SUGGESTED, Story, Teller

DAY = 86_400.0


def report(event: int, version: int, at: float = 0.0, words: int = 120) -> Item:
    told = Event(event).report(version, words)
    return item_of(f"{event}/{version}/{at:.0f}/{words}", told.title, told.text, at)


class Listener:
    """What somebody knows who hears every change."""

    def __init__(self) -> None:
        self.stories: dict[Id, Story] = {}

    def hear(self, told: list[Story]) -> None:
        assert len({story.id for story in told}) == len(told)
        for story in told:
            before = self.stories.get(story.id)
            assert story.version == (before.version + 1 if before else 1)
            assert before is None or (before.publications, before.suggested) != (story.publications, story.suggested)
            self.stories[story.id] = story

    @property
    def homes(self) -> dict[Id, Id]:
        """By publication, of those that have company."""
        return {one: s.id for s in self.stories.values() for one in s.publications if len(s.publications) > 1}

    @property
    def suggestions(self) -> set[tuple[Id, Id]]:
        return {(one.near, one.publication) for story in self.stories.values() for one in story.suggested}


items = st.builds(report, st.integers(0, 2), st.integers(0, 3), st.integers(0, 10).map(lambda day: day * DAY))
piles = st.lists(items, max_size=12, unique_by=lambda item: item.id)


@settings(max_examples=100, deadline=None)
@given(piles, st.randoms(use_true_random=False), st.integers(1, 5))
def test_any_order_and_any_restart_tell_the_same(pile: list[Item], drawn: object, page: int) -> None:
    at_once, in_pages = Listener(), Listener()
    at_once.hear(Teller(Rulings(), {}).take(pile))
    shuffled = drawn.sample(pile, len(pile))  # type: ignore[attr-defined]  # a random.Random, as hypothesis types it not
    teller = Teller(Rulings(), {})
    for start in range(0, len(shuffled), page):
        in_pages.hear(teller.take(shuffled[start : start + page]))
        if start % 2:
            teller = Teller(Rulings(), in_pages.stories)
            teller.restore(sorted(shuffled[: start + page], key=lambda item: item.order))
    assert in_pages.homes == at_once.homes
    assert in_pages.suggestions == at_once.suggestions


def test_one_alone_is_no_news_and_company_is() -> None:
    teller = Teller(Rulings(), {})
    assert teller.take([report(1, 0), report(2, 0)]) == []
    (told,) = teller.take([report(1, 1, DAY)])
    assert told == Story(report(1, 0).id, 1, (report(1, 0).id, report(1, 1, DAY).id))
    assert teller.take([report(1, 1, DAY)]) == [], "seen twice, nothing has changed"


def test_an_older_publication_gives_the_story_another_name_and_the_old_name_says_so() -> None:
    teller, later, older = Teller(Rulings(), {}), [report(1, 0, 2 * DAY), report(1, 1, 3 * DAY)], report(1, 2, DAY)
    teller.take(later)
    told = teller.take([older])
    assert told == [
        Story(later[0].id, 2, (), (), older.id),
        Story(older.id, 1, (older.id, *(item.id for item in later))),
    ]


def test_two_stories_become_one_by_what_lies_between_them() -> None:
    first = [report(1, 0, 0.0), report(1, 1, DAY)]
    second = [report(1, 2, DAY + WINDOW + 1), report(1, 3, 2 * DAY + WINDOW)]
    teller, listener = Teller(Rulings(), {}), Listener()
    listener.hear(teller.take([*first, *second]))
    assert len(set(listener.homes.values())) == 2
    between = report(1, 0, 5 * DAY)
    listener.hear(teller.take([between]))
    assert set(listener.homes.values()) == {first[0].id}
    assert listener.stories[second[0].id].merged_into == first[0].id


def test_what_is_near_is_suggested_to_both_until_it_is_in() -> None:
    short, long = report(1, 1, words=30), report(1, 0, words=300)
    teller = Teller(Rulings(), {})
    told = teller.take([long, short])
    assert [(story.publications, [one.publication for one in story.suggested]) for story in told] == [
        ((long.id,), [short.id]),
        ((short.id,), [long.id]),
    ]
    assert told[0].suggested[0].near == long.id
    assert 0.12 <= told[0].suggested[0].score < 1


def test_suggestions_have_an_end() -> None:
    long = report(1, 0, words=300)
    teller = Teller(Rulings(), {})
    teller.take([long])
    for version in range(1, MOST_SUGGESTED + 10):
        told = teller.take([report(1, version, words=30)])
    (story,) = [one for one in told if one.id == long.id]
    assert len(story.suggested) == MOST_SUGGESTED
    assert sorted((one.score for one in story.suggested), reverse=True) == [one.score for one in story.suggested]


def test_a_story_whose_beginning_was_forgotten_goes_on_under_a_later_name() -> None:
    forgotten, left = report(1, 0, 0.0), report(1, 1, DAY)
    known = {forgotten.id: Story(forgotten.id, 4, (forgotten.id, left.id))}
    teller = Teller(Rulings(), known)
    teller.restore([left])
    told = teller.take([report(1, 2, 2 * DAY)])
    assert [(story.id, story.version, story.merged_into) for story in told] == [
        (forgotten.id, 5, left.id),
        (left.id, 1, ""),
    ]


@pytest.mark.parametrize("at", [math.nan, -1e9, 4e9])
def test_odd_times_are_no_trouble(at: float) -> None:
    assert len(Teller(Rulings(), {}).take([report(1, 0, at) if at == at else report(1, 0), report(2, 0)])) == 0
