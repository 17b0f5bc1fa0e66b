"""Publications that hang together by links, however far; and what of them is one story, once people have spoken."""

from array import array
from collections.abc import Sequence
from typing import NamedTuple

from classify.grouping.item import Id
from classify.grouping.relation import Link, Relation
from classify.grouping.rulings import Rulings

RULED = Link(Relation.COPY, 2.0)
"""People's word: stronger than any score."""


class Member(NamedTuple):
    order: tuple[float, str, str]
    id: Id


class Tie(NamedTuple):
    one: int
    other: int
    link: Link


class Clusters:
    """Slots joined by ties; `remember` keeps every tie, which only people's partings need."""

    def __init__(self, *, remember: bool) -> None:
        self._remember = remember
        self._parent = array("q")
        self._members: dict[int, list[int]] = {}
        self._ties: dict[int, list[Tie]] = {}

    def add(self) -> int:
        self._parent.append(len(self._parent))
        return len(self._parent) - 1

    def root(self, slot: int) -> int:
        parent = self._parent
        while parent[slot] != slot:
            parent[slot] = slot = parent[parent[slot]]
        return slot

    def join(self, tie: Tie) -> None:
        into, gone = self.root(tie.one), self.root(tie.other)
        if into != gone:
            members, others = self.members(into), self.members(gone)
            if len(members) < len(others):
                into, gone, members, others = gone, into, others, members
            self._parent[gone] = into
            members.extend(others)
            self._members[into] = members
            self._members.pop(gone, None)
            if self._remember:
                self._ties.setdefault(into, []).extend(self._ties.pop(gone, ()))
        if self._remember:
            self._ties.setdefault(into, []).append(tie)

    def members(self, root: int) -> list[int]:
        return self._members.get(root) or [root]

    def ties(self, root: int) -> Sequence[Tie]:
        return self._ties.get(root, ())


def settle(members: dict[int, Member], ties: Sequence[Tie], rulings: Rulings) -> list[list[int]]:
    """The stories of one cluster, each oldest first: the strongest ties first, and none across what people keep apart.

    The order of `members` and `ties` does not matter.
    """
    slots = sorted(members, key=lambda slot: members[slot].order)
    story = {slot: [slot] for slot in slots}
    for tie in sorted(ties, key=lambda tie: _rank(tie, members)):
        here, there = story[tie.one], story[tie.other]
        if here is there or not _holds(tie, here, there, members, rulings):
            continue
        both = sorted((*here, *there), key=lambda slot: members[slot].order)
        story |= dict.fromkeys(both, both)
    return list({id(one): one for one in story.values()}.values())


def _rank(tie: Tie, members: dict[int, Member]) -> tuple[int, float, list[tuple[float, str, str]]]:
    return -tie.link.relation, -tie.link.score, sorted((members[tie.one].order, members[tie.other].order))


def _holds(tie: Tie, here: list[int], there: list[int], members: dict[int, Member], rulings: Rulings) -> bool:
    """People's word holds as long as they have not said otherwise since; a score, where they keep nothing apart."""
    if tie.link == RULED:
        one, other = members[tie.one].id, members[tie.other].id
        return one == other or other in rulings.with_(one)
    against = rulings.against(members[slot].id for slot in here)
    return not any(members[slot].id in against for slot in there)
