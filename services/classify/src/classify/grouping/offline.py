"""Everything at once: the stories of a pile of publications."""

from collections.abc import Iterator
from typing import NamedTuple

from classify.grouping.grouper import Grouper, Near
from classify.grouping.item import Id
from classify.grouping.rulings import Rulings
from classify.grouping.spool import Spool


class Grouped(NamedTuple):
    """`story` is the id of the first publication of its story. `near` are those related to it that are older."""

    id: Id
    story: Id
    near: tuple[tuple[Id, Near], ...] = ()


def group(spool: Spool, rulings: Rulings, *, explain: bool) -> Iterator[Grouped]:
    """One for each item, in the order in which they came."""
    grouper = Grouper(rulings)
    slots = [0] * len(spool.ids)
    near: dict[int, list[Near]] = {}
    for number, item in spool.oldest_first():
        slots[number] = len(grouper)
        found = grouper.add(item)
        if explain and found:
            near[number] = found
    stories = first_of(grouper)
    for number, identity in enumerate(spool.ids):
        related = tuple((grouper.id_of(one.slot), one) for one in near.get(number, ()))
        yield Grouped(identity, grouper.id_of(stories[slots[number]]), related)


def first_of(grouper: Grouper) -> list[int]:
    """For each slot the first one of its story."""
    first = list(range(len(grouper)))
    for story in grouper.stories(range(len(grouper))):
        for slot in story:
            first[slot] = story[0]
    return first
