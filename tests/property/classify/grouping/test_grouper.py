"""Any order of arrival gives the same stories; people's word stands above every score; what is kept has an end."""

import math
import random
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.classify.grouping.test_grouper import DAY, grouped, partition, report

from classify.grouping.grouper import Grouper
from classify.grouping.item import Item
from classify.grouping.rulings import Rulings

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
