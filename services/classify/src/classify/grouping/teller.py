"""Which stories become known, grow, part or go: only what has changed since it was last told."""

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from classify.grouping.grouper import BOUNDS, Bounds, Grouper
from classify.grouping.item import Id, Item
from classify.grouping.relation import Relation
from classify.grouping.rulings import Rulings

MOST_SUGGESTED = 20
"""Per story; beyond the best of these nobody looks."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A publication outside the story that may belong to it, because it is near to one inside."""

    publication: Id
    near: Id
    score: float


@dataclass(frozen=True, slots=True)
class Story:
    """Named after its first publication. `version` grows with every change that was told."""

    id: Id
    version: int
    publications: tuple[Id, ...]
    """First published first; none once all of them are in other stories."""
    suggested: tuple[Suggestion, ...] = ()
    merged_into: Id = ""
    """Where the first of its publications that went is then."""


class Teller:
    def __init__(self, rulings: Rulings, known: Mapping[Id, Story], bounds: Bounds = BOUNDS) -> None:
        self._grouper = Grouper(rulings, bounds, remember=True)
        self._known = dict(known)
        self._home = {one: story.id for story in known.values() for one in story.publications}
        self._maybe: dict[Id, dict[Id, float]] = {}

    def restore(self, items: Iterable[Item]) -> None:
        """What was told before a restart; nothing is told of it."""
        for item in items:
            self._add(item)

    def take(self, items: Sequence[Item]) -> list[Story]:
        """What these have changed, in the order of the stories' names."""
        return self._told({slot for item in items for slot in self._add(item)})

    def _told(self, touched: set[int]) -> list[Story]:
        groups = [self._ids(story) for story in self._grouper.stories(touched)]
        told = [story for group in groups if (story := self._changed(group))]
        told += self._gone({one for group in groups for one in group}, {group[0] for group in groups})
        self._known |= {story.id: story for story in told}
        return sorted(told, key=lambda story: str(story.id))

    def reconsider(self, publications: Iterable[Id]) -> list[Story]:
        """What people's word on these has changed, which the rulings hold already."""
        slots = {slot for one in publications if (slot := self._grouper.slot_of(one)) is not None}
        return self._told(slots)

    def _add(self, item: Item) -> set[int]:
        """Whose stories may have changed by it."""
        near = self._grouper.add(item)
        for one in near:
            if one.link.relation is Relation.SUGGESTED:
                other = self._grouper.id_of(one.slot)
                self._maybe.setdefault(item.id, {})[other] = one.link.score
                self._maybe.setdefault(other, {})[item.id] = one.link.score
        slot = self._grouper.slot_of(item.id)
        return {one.slot for one in near} | ({slot} if slot is not None else set())

    def _ids(self, slots: Iterable[int]) -> tuple[Id, ...]:
        return tuple(dict.fromkeys(self._grouper.id_of(slot) for slot in slots))

    def _changed(self, group: tuple[Id, ...]) -> Story | None:
        before = self._known.get(group[0])
        now = Story(group[0], before.version + 1 if before else 1, group, self._suggested(group))
        # One publication alone, with nothing to suggest, is no news; it is when it had company.
        if before is None and len(group) == 1 and not now.suggested:
            return None
        return None if before and replace(now, version=before.version) == before else now

    def _suggested(self, group: tuple[Id, ...]) -> tuple[Suggestion, ...]:
        inside = set(group)
        best: dict[Id, Suggestion] = {}
        for near in group:
            for other, score in self._maybe.get(near, {}).items():
                if other not in inside and (other not in best or best[other].score < score):
                    best[other] = Suggestion(other, near, round(score, 3))
        return tuple(heapq.nsmallest(MOST_SUGGESTED, best.values(), key=lambda one: (-one.score, str(one.publication))))

    def _gone(self, touched: set[Id], names: set[Id]) -> list[Story]:
        """Stories by whose name none goes any more, because an older publication or another story took theirs in."""
        former = {name for one in touched if (name := self._home.get(one)) in self._known}
        for story in self._grouper.stories(slot for one in touched if (slot := self._grouper.slot_of(one)) is not None):
            ids = self._ids(story)
            self._home |= dict.fromkeys(ids, ids[0])
        return [self._dissolved(name) for name in sorted(former - names, key=str) if self._known[name].publications]

    def _dissolved(self, name: Id) -> Story:
        before = self._known[name]
        into = next((home for one in before.publications if (home := self._home[one]) != name), "")
        return Story(name, before.version + 1, (), (), into)
