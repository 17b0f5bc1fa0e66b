"""Fetch, then read (ports: ingest.ports.Reader, ingest.errands.ports.Reader)."""

from ingest.domain import Page
from ingest.errands.sight import Place
from ingest.fetching.fetcher import Fetcher
from ingest.ports import FeedVisit
from ingest.reading.room import ReadingRoom
from ingest.settings import Settings
from ingest.sources.answered import answered
from ingest.sources.source import Source
from shared.ops.clock import Clock


class WebReader:
    """Over HTTP."""

    def __init__(self, fetcher: Fetcher, room: ReadingRoom, settings: Settings, clock: Clock) -> None:
        self._fetcher = fetcher
        self._room = room
        self._settings = settings
        self._clock = clock

    async def feed(self, source: Source) -> FeedVisit:
        etag, last_modified = source.marks(self._clock())
        answer = await self._fetcher.get(
            source.address, limit=self._settings.feed_bytes, etag=etag, last_modified=last_modified
        )
        if answer.unchanged or answer.sha256 == source.sha256:
            return FeedVisit((), answered(answer, source))
        entries = await self._room.entries(answer.body, answer.location or source.address, answer.content_type)
        return FeedVisit(entries, answered(answer, source))

    async def page(self, address: str) -> Page:
        answer = await self._fetcher.get(address, limit=self._settings.page_bytes)
        article = await self._room.article(answer.body, address)
        return Page(
            address, answer.body, answer.content_type, answer.sha256, article.title, article.text, self._clock()
        )

    async def place(self, address: str) -> Place:
        answer = await self._fetcher.get(address, limit=self._settings.page_bytes)
        article, links = await self._room.place(answer.body, answer.url)
        page = Page(
            address, answer.body, answer.content_type, answer.sha256, article.title, article.text, self._clock()
        )
        return Place(page, links)
