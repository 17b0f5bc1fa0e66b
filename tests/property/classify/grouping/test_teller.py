"""What is told of stories adds up to the stories, in any order and across any restart."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.classify.grouping.test_teller import DAY, Listener, report

from classify.grouping.item import Item
from classify.grouping.rulings import Rulings
from classify.grouping.teller import Teller

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
