"""Fetch, then read (port: ingest.ports.Reader). Reading a large page takes a while, so it is done in a thread."""

import asyncio

from ingest.domain import Page, Source
from ingest.fetching.fetcher import Fetcher
from ingest.ports import FeedVisit
from ingest.reading.feeds import read_feed
from ingest.reading.pages import read_page
from ingest.settings import Settings
from shared.ops.clock import Clock


class WebReader:
    """Over HTTP."""

    def __init__(self, fetcher: Fetcher, settings: Settings, clock: Clock) -> None:
        self._fetcher = fetcher
        self._settings = settings
        self._clock = clock

    async def feed(self, source: Source) -> FeedVisit:
        answer = await self._fetcher.get(
            source.url, limit=self._settings.feed_bytes, etag=source.etag, last_modified=source.last_modified
        )
        if answer.unchanged:
            return FeedVisit((), source.etag, source.last_modified)
        entries = await asyncio.to_thread(read_feed, answer.body, source.url, answer.content_type)
        return FeedVisit(entries, answer.etag, answer.last_modified)

    async def page(self, address: str) -> Page:
        answer = await self._fetcher.get(address, limit=self._settings.page_bytes)
        article = await asyncio.to_thread(read_page, answer.body, address)
        return Page(
            address, answer.body, answer.content_type, answer.sha256, article.title, article.text, self._clock()
        )
