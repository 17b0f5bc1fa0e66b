"""Groups publications as they come. The same set gives the same stories in any order, within the bounds."""

import heapq
import math
from array import array
from collections.abc import Iterable
from typing import NamedTuple

from classify.grouping.clusters import RULED, Clusters, Member, Tie, settle
from classify.grouping.index import Index, keys_of
from classify.grouping.item import Id, Item, place
from classify.grouping.relation import WINDOW, Link, Relation, relate
from classify.grouping.rulings import Rulings


class Bounds(NamedTuple):
    """What is kept at hand to be compared with: about three kilobytes each."""

    seconds: float = 2 * WINDOW
    """Twice the window: so late may a publication come and still find its story."""
    publications: int = 150_000


BOUNDS = Bounds()


class Near(NamedTuple):
    """A publication that was there before, and what it is to the new one."""

    slot: int
    link: Link


class Grouper:
    """Slots are numbers in the order of arrival. Callers see to it that no time lies in the future."""

    def __init__(self, rulings: Rulings | None = None, bounds: Bounds = BOUNDS, *, remember: bool = False) -> None:
        self._rulings = rulings or Rulings()
        self._bounds = bounds
        self._clusters = Clusters(remember=remember or self._rulings.parting)
        self._index = Index()
        self._live: dict[int, Item] = {}
        self._ages: list[tuple[float, int]] = []
        self._newest = -math.inf
        self._ids: list[Id] = []
        self._times = array("d")
        self._slots: dict[Id, int] = {}

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def live(self) -> int:
        """How many can still be found by newcomers."""
        return len(self._live)

    def add(self, item: Item) -> list[Near]:
        """Those related to it, the nearest first. One id is one publication: seen again, it is in its story."""
        slot = self._enter(item)
        keys = keys_of(item)
        near = [Near(other, relate(item, self._live[other])) for other in self._index.near(keys)]
        near = sorted((one for one in near if one.link.relation), key=lambda one: one.link, reverse=True)
        for other, link in near:
            if link.relation >= Relation.STORY:
                self._clusters.join(Tie(slot, other, link))
        for publication in self._rulings.with_(item.id):
            self.bind(item.id, publication)
        self._index.add(slot, keys)
        self._live[slot] = item
        self._retire()
        return near

    def bind(self, one: Id, other: Id) -> None:
        """People say that these are one story; nothing happens before both are known."""
        if one in self._slots and other in self._slots:
            self._clusters.join(Tie(self._slots[one], self._slots[other], RULED))

    def id_of(self, slot: int) -> Id:
        return self._ids[slot]

    def slot_of(self, publication: Id) -> int | None:
        return self._slots.get(publication)

    def stories(self, slots: Iterable[int]) -> list[list[int]]:
        """The stories of everything that hangs together with these, each oldest first."""
        found = []
        for root in sorted({self._clusters.root(slot) for slot in slots}):
            members = {slot: self._member(slot) for slot in self._clusters.members(root)}
            if self._rulings.against(member.id for member in members.values()):
                found += settle(members, self._clusters.ties(root), self._rulings)
            else:
                found.append(sorted(members, key=lambda slot: members[slot].order))
        return found

    def _enter(self, item: Item) -> int:
        slot = self._clusters.add()
        self._ids.append(item.id)
        self._times.append(item.at)
        first = self._slots.setdefault(item.id, slot)
        if first != slot:
            self._clusters.join(Tie(first, slot, RULED))
        if item.at > self._newest:
            self._newest = item.at
        heapq.heappush(self._ages, (item.order[0], slot))
        return slot

    def _member(self, slot: int) -> Member:
        at = self._times[slot]
        return Member(place(at, self._ids[slot]), self._ids[slot])

    def _retire(self) -> None:
        while len(self._live) > self._bounds.publications or self._is_old(self._ages[0][0]):
            _, slot = heapq.heappop(self._ages)
            self._index.remove(slot, keys_of(self._live.pop(slot)))

    def _is_old(self, at: float) -> bool:
        """An undated one is not: only their number ends it."""
        return -math.inf < at < self._newest - self._bounds.seconds
