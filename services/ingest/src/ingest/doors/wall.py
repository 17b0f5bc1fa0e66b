"""A page of posts that is read from the newest on, page by page, until what is known or old begins.

Nothing is confirmed at such a service: after a restart the newest are read again, and are known.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from ingest.doors.item import Item
from ingest.doors.post import BoxAway
from shared.contracts.envelope import EARLIEST, LATEST
from shared.ops.clock import Clock, system_clock

NEW_WITHIN = timedelta(days=7)
"""What is older stood there before anybody watched: it is for a backfill, not for today."""
MOST_PAGES = 8
REMEMBERED = 5_000

Page = tuple[Sequence[tuple[str, Item | None]], str]
"""Each post by its number (None: without words), and where the next page is; empty at the end."""


class KeyRefused(BoxAway):
    """The token or key is not valid, or not any more: people must bring a new one."""


class QuotaSpent(BoxAway):
    """No more questions are answered for now."""


@dataclass(slots=True)
class Wall:
    """Which posts were taken (port: ingest.doors.post.Box). `page` takes where a page is, "" for the newest."""

    door: str
    page: Callable[[str], Page]
    clock: Clock = system_clock
    _known: dict[str, None] = field(default_factory=dict)

    def look(self) -> list[tuple[str, Item]]:
        """Raises BoxAway; then nothing of it counts as taken."""
        return list(self._new())

    def _new(self) -> Iterator[tuple[str, Item]]:
        begins, after = self.clock() - NEW_WITHIN, ""
        for _ in range(MOST_PAGES):
            posts, after = self.page(after)
            fresh = [(number, item) for number, item in posts if number not in self._known]
            young = [(number, item) for number, item in fresh if not _old(item, begins)]
            yield from ((number, item) for number, item in young if item is not None)
            # A pinned post stands above newer ones: only a page with nothing new on it is the end.
            if not after or not young:
                return

    def done(self, numbers: Sequence[str]) -> None:
        self._known |= dict.fromkeys(numbers)
        for number in list(self._known)[: max(len(self._known) - REMEMBERED, 0)]:
            del self._known[number]


def _old(item: Item | None, begins: datetime) -> bool:
    return item is not None and item.published_at is not None and item.published_at < begins


def moment(written: Any) -> datetime | None:
    """ISO 8601 with a zone (2026-11-24T03:52:07+0000 too); anything else is no time."""
    try:
        at = datetime.fromisoformat(str(written))
    except ValueError:
        return None
    return at if at.tzinfo and EARLIEST <= at < LATEST else None
