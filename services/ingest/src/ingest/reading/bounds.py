"""How much of a list is read: little of today's, all of the past."""

from dataclasses import dataclass
from datetime import datetime

ENTRY_LIMIT = 2_000
"""Entries read of one feed; more than that is no news feed (Media Cloud draws the line at the same place)."""
CHILD_LIMIT = 1_000
PAST_LIMIT = 50_000
"""Of a sitemap and of an index of them, by sitemaps.org: whoever reads the past wants all of it."""
PAST_BYTES = 50 * 2**20
"""Of a sitemap, by sitemaps.org."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of a sitemap is read, and of which time (None: no such end); the time counts first."""

    entries: int = ENTRY_LIMIT
    children: int = CHILD_LIMIT
    since: datetime | None = None
    until: datetime | None = None

    def wants(self, published_at: datetime | None) -> bool:
        """Whether it may have been published in that time; without a date it may."""
        if published_at is None:
            return True
        return not (self.since and published_at < self.since) and not (self.until and published_at >= self.until)

    def may_hold(self, changed_at: datetime | None) -> bool:
        """A sitemap that has not changed since before that time holds nothing of it."""
        return not (self.since and changed_at and changed_at < self.since)


NEWS = Bounds()
