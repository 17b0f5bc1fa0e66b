"""Fetch, then read (ports: Reader of ingest.ports, ingest.errands.ports, ingest.backfill.ports)."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from ingest.domain import Entry, Page
from ingest.errands.sight import Place
from ingest.errors import IngestError, NestedTooDeep
from ingest.fetching.fetcher import Answer, Fetcher
from ingest.ports import FeedVisit
from ingest.reading.article import Article
from ingest.reading.bounds import PAST_BYTES, Bounds
from ingest.reading.listing import Listing
from ingest.reading.room import ReadingRoom
from ingest.settings import Settings
from ingest.sources.answered import answered
from ingest.sources.kinds import PAGE
from ingest.sources.source import Source
from shared.ops.clock import Clock

log = logging.getLogger(__name__)

CHILDREN_READ = 3
"""Sitemaps read of an index at one visit: outlets make one a day or a month, and only the last ones grow."""
NEVER = datetime.min.replace(tzinfo=UTC)


class WebReader:
    """Over HTTP. `yielding`: what is read of the past gives way at each host to what is of today."""

    def __init__(
        self, fetcher: Fetcher, room: ReadingRoom, settings: Settings, clock: Clock, *, yielding: bool = False
    ) -> None:
        self._yielding = yielding
        self._fetcher = fetcher
        self._room = room
        self._settings = settings
        self._clock = clock

    async def feed(self, source: Source) -> FeedVisit:
        etag, last_modified = source.marks(self._clock())
        answer = await self._fetcher.get(
            source.address, limit=self._settings.feed_bytes, etag=etag, last_modified=last_modified
        )
        told = answered(answer, source)
        if told.unchanged:
            return FeedVisit((), told)
        if source.kind == PAGE:
            return FeedVisit((Entry(source.address, "", "", None),), told)
        listing = await self._room.listing(answer.body, answer.location or source.address, answer.content_type)
        if listing.children:
            # The index stays as it is while its sitemaps grow: it is asked for whole each time.
            return FeedVisit(await self._of_children(listing), replace(told, etag="", last_modified="", sha256=""))
        return FeedVisit(listing.entries, told)

    async def _of_children(self, index: Listing) -> list[Entry]:
        """Of the sitemaps that changed last. Raises IngestError when none of them can be had."""
        entries: list[Entry] = []
        newest = sorted(index.children, key=lambda child: child.changed_at or NEVER, reverse=True)[:CHILDREN_READ]
        for number, child in enumerate(newest, 1):
            try:
                answer = await self._fetcher.get(
                    child.address, limit=self._settings.feed_bytes, yielding=self._yielding
                )
                found = await self._room.listing(answer.body, child.address, answer.content_type)
                if found.children:
                    raise NestedTooDeep(f"{child.address} is an index of sitemaps inside an index.")
            except IngestError:
                if number == len(newest) and not entries:
                    raise
                log.warning("a sitemap is missing", extra={"action": "sitemap.failed", "address": child.address})
                continue
            entries += found.entries
        return entries

    async def listing(self, address: str, bounds: Bounds | None = None) -> Listing:
        """What a list names, of whatever form; lists that it leads to are not followed. `bounds`: of the past."""
        limit = PAST_BYTES if bounds else self._settings.feed_bytes
        answer = await self._fetcher.get(address, limit=limit, yielding=self._yielding)
        return await self._room.listing(answer.body, answer.location or address, answer.content_type, bounds)

    async def section(self, address: str) -> Sequence[Entry]:
        """What a section page or sitemap lists; of an index of sitemaps those that changed last."""
        found = await self.listing(address)
        return await self._of_children(found) if found.children else found.entries

    async def page(self, address: str) -> Page:
        answer = await self._fetcher.get(address, limit=self._settings.page_bytes, yielding=self._yielding)
        return self._page(address, answer, await self._room.article(answer.body, answer.url, answer.content_type))

    async def place(self, address: str) -> Place:
        answer = await self._fetcher.get(address, limit=self._settings.page_bytes)
        article, links = await self._room.place(answer.body, answer.url, answer.content_type)
        return Place(self._page(address, answer, article), links)

    def _page(self, address: str, answer: Answer, article: Article) -> Page:
        return Page(
            address=address,
            body=answer.body,
            content_type=answer.content_type,
            sha256=answer.sha256,
            title=article.title,
            text=article.text,
            fetched_at=self._clock(),
            author=article.author,
            times=article.times,
            canonical=article.address,
            status=answer.status,
            reason=answer.reason,
            headers=answer.headers,
        )
