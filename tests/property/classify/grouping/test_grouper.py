"""Any order of arrival gives the same stories; people's word stands above every score; what is kept has an end."""

import math
import random
from collections.abc import Iterable, Sequence
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.invented import Event

from classify.grouping.grouper import Bounds, Grouper
from classify.grouping.item import Item, item_of
from classify.grouping.relation import WINDOW
from classify.grouping.rulings import Rulings

DAY = 86_400.0
Partition = frozenset[frozenset[str | int]]


@cache
def report(event: int, version: int, at: float = math.nan) -> Item:
    words = Event(event).report(version, words=120)
    return item_of(f"{event}/{version}/{at}", words.title, words.text, at)


def partition(grouper: Grouper) -> Partition:
    stories = grouper.stories(range(len(grouper)))
    return frozenset(frozenset(grouper.id_of(slot) for slot in story) for story in stories)


def grouped(items: Iterable[Item], rulings: Rulings | None = None) -> Partition:
    grouper = Grouper(rulings)
    for item in items:
        grouper.add(item)
    return partition(grouper)


items = st.builds(
    report,
    st.integers(0, 4),
    st.integers(0, 3),
    st.one_of(st.just(math.nan), st.integers(0, 9).map(lambda day: day * DAY)),
)
piles = st.lists(items, max_size=14)
pairs = st.lists(st.tuples(st.booleans(), st.integers(0, 13), st.integers(0, 13)), max_size=6)


@settings(max_examples=150, deadline=None)
@given(piles, pairs, st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_stories(
    pile: list[Item], said: list[tuple[bool, int, int]], shuffled: random.Random
) -> None:
    other = shuffled.sample(pile, len(pile))
    assert grouped(pile, ruled(pile, said)) == grouped(other, ruled(pile, said))


@settings(max_examples=100, deadline=None)
@given(piles, pairs)
def test_what_people_say_afterwards_is_as_if_they_had_said_it_before(
    pile: list[Item], said: list[tuple[bool, int, int]]
) -> None:
    rulings = Rulings()
    grouper = Grouper(rulings, remember=True)
    for item in pile:
        grouper.add(item)
    for together, one, other in named(pile, said):
        rulings.together(one, other) if together else rulings.apart(one, other)
        if together:
            grouper.bind(one, other)
    assert partition(grouper) == grouped(pile, ruled(pile, said))


def ruled(pile: Sequence[Item], said: list[tuple[bool, int, int]]) -> Rulings:
    rulings = Rulings()
    for together, one, other in named(pile, said):
        rulings.together(one, other) if together else rulings.apart(one, other)
    return rulings


def named(pile: Sequence[Item], said: list[tuple[bool, int, int]]) -> list[tuple[bool, str | int, str | int]]:
    return [(how, pile[one].id, pile[two].id) for how, one, two in said if max(one, two) < len(pile)]


@settings(max_examples=60, deadline=None)
@given(piles, pairs)
def test_no_machine_undoes_what_people_have_said(pile: list[Item], said: list[tuple[bool, int, int]]) -> None:
    rulings = ruled(pile, said)
    stories = grouped(pile, rulings)
    for item in pile:
        (story,) = [one for one in stories if item.id in one]
        assert rulings.with_(item.id) <= story
        parted = rulings.against([item.id]) & story
        assert not parted or any(rulings.with_(one) for one in story), "only people's own word may bring them together"


def test_reports_of_an_event_are_one_story_and_no_other_is_among_them() -> None:
    pile = [report(event, version) for event in range(30) for version in range(4)]
    assert grouped(pile) == {frozenset(report(event, v).id for v in range(4)) for event in range(30)}


def test_a_story_goes_on_from_day_to_day_and_an_old_one_does_not_come_back() -> None:
    first, second, third = report(1, 0, 0.0), report(1, 1, 5 * DAY), report(1, 2, 10 * DAY)
    assert grouped([first, second, third]) == {frozenset({first.id, second.id, third.id})}
    assert grouped([first, third]) == {frozenset({first.id}), frozenset({third.id})}


def test_two_bridged_by_a_third_stay_apart_when_people_say_so() -> None:
    one, two, three = (report(1, version) for version in range(3))
    rulings = Rulings()
    rulings.apart(one.id, two.id)
    stories = grouped([one, two, three], rulings)
    assert len(stories) == 2
    assert not any({one.id, two.id} <= story for story in stories)


def test_one_id_is_one_publication_whatever_it_says_later() -> None:
    first, again = report(1, 0), item_of(report(1, 0).id, "Đính chính", Event(9).report(0).text, math.nan)
    grouper = Grouper()
    grouper.add(first)
    grouper.add(again)
    assert grouper.stories([0]) == [[0, 1]]


def test_what_is_old_or_too_much_is_let_go_and_takes_its_keys_along() -> None:
    grouper = Grouper(bounds=Bounds(publications=3))
    for event in range(10):
        grouper.add(report(event, 0, event * 60.0))
    assert grouper.live == 3
    grouper.add(report(50, 0, 100 * DAY))
    assert grouper.live == 1
    assert len(grouper._index._under) < 40
    assert grouper.add(report(9, 1, 0.0)) == []


def test_a_publication_that_comes_a_week_late_still_finds_its_story() -> None:
    late, follow_up, newest = report(1, 0, 10 * DAY), report(1, 1, 10 * DAY), report(7, 0, 10 * DAY + WINDOW)
    assert len(grouped([follow_up, newest, late])) == 2


@pytest.mark.parametrize("copies", [500])
def test_a_text_that_everybody_prints_is_one_story(copies: int) -> None:
    text = Event(3).report(0)
    pile = [item_of(number, text.title, text.text, math.nan) for number in range(copies)]
    assert len(grouped(pile)) == 1
