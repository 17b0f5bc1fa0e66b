"""From the address of a home page to the feeds that are behind it, each tried."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

from ingest.errors import IngestError
from ingest.fetching.fetcher import Fetcher
from ingest.reading.room import ReadingRoom
from ingest.sources.visit import FUTURE
from shared.ops.clock import Clock

USUAL = ("/rss", "/rss/home.rss", "/rss.xml", "/feed", "/feed.xml", "/atom.xml", "/news-sitemap.xml")
"""Where Vietnamese outlets have theirs (legal-facts.md §8), and where most programs put it."""
TRIES = 15
BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class Trial:
    """What an address answers as a feed; `error` names why it is none."""

    url: str
    form: str = ""
    entries: int = 0
    odd_dates: int = 0
    newest: datetime | None = None
    titles: tuple[str, ...] = ()
    error: str = ""

    @property
    def good(self) -> bool:
        return not self.error and self.entries > 0


class Scout:
    """Looks at addresses as a visit would, and keeps nothing."""

    def __init__(self, fetcher: Fetcher, room: ReadingRoom, clock: Clock) -> None:
        self._fetcher = fetcher
        self._room = room
        self._clock = clock

    async def try_out(self, url: str) -> Trial:
        """Never raises for what an outlet does."""
        try:
            answer = await self._fetcher.get(url, limit=BYTES)
            found = await self._room.listing(answer.body, answer.location or url, answer.content_type)
        except IngestError as error:
            return Trial(url, error=f"{type(error).__name__}: {error}")
        now = self._clock()
        dates = [entry.published_at for entry in found.entries]
        good = [date for date in dates if date is not None and date <= now + FUTURE]
        titles = tuple(entry.title for entry in found.entries[:3])
        newest = max(good, default=None)
        return Trial(answer.moved_to or url, found.form, len(dates), len(dates) - len(good), newest, titles)

    async def discover(self, url: str) -> list[Trial]:
        """The feed itself, if it is one; else every feed that its page, or a page of feeds on it, leads to. Raises
        IngestError when the page cannot be had."""
        itself = await self.try_out(url)
        if itself.good:
            return [itself]
        found: dict[str, Trial] = {}
        pages = [url]
        for page in pages:
            for address in await self._candidates(page, first=page == url):
                if address in found or len(found) >= TRIES:
                    continue
                found[address] = trial = await self.try_out(address)
                # "/rss" is often a page that lists the feeds of all sections.
                if trial.error.startswith("NotAList") and len(pages) == 1:
                    pages.append(address)
        return sorted((trial for trial in found.values() if trial.good), key=lambda trial: -trial.entries)

    async def _candidates(self, page: str, *, first: bool) -> list[str]:
        answer = await self._fetcher.get(page, limit=BYTES)
        named = await self._room.feeds(answer.body, answer.location or page)
        guesses = [urljoin(page, path) for path in USUAL] if first else []
        return list(dict.fromkeys([*named, *guesses]))
