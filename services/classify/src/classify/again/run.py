"""One re-assessment of the past: from when, by which model, and how far it is. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from classify.again.judged import Again

Place = tuple[datetime, str]
"""When a publication was captured, and its id: the order in which they are judged again."""


@dataclass(frozen=True, slots=True)
class Run:
    """Publications captured from `since` on and before `until`; `after`: the last one that is done."""

    number: int
    since: datetime
    until: datetime
    model: str
    by: str
    total: int
    after: Place | None = None
    done: int = 0
    changed: int = 0
    ways: Mapping[str, int] = field(default_factory=dict)
    state: str = "running"
    """running, done, or dropped."""

    def step(self, page: Sequence[Again]) -> "Run":
        """After these."""
        found = Counter(self.ways) + Counter(way for one in page for way in one.ways)
        last = page[-1].kept
        done, changed = self.done + len(page), self.changed + sum(bool(one.ways) for one in page)
        after = last.publication.captured_at, last.publication.id
        return replace(self, after=after, done=done, changed=changed, ways=dict(found))
