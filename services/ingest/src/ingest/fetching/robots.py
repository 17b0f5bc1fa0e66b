"""What outlets ask robots not to visit (RFC 9309); read by Protego, kept for a day."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass

from protego import Protego

from ingest.errors import Gone, HttpError, IngestError, RobotsForbid

ROBOT = "HaiChieu"
BYTES = 500_000
"""As RFC 9309 §2.5 asks; what is longer is read to there."""
KEPT_SECONDS = 24 * 3_600.0
AGAIN_SECONDS = 15.0
"""After a host did not say what it allows: what is asked meanwhile fails as that did, and is not sent."""
ORIGINS_REMEMBERED = 1_024


@dataclass(frozen=True, slots=True)
class Rules:
    """Of one origin. `error`: it did not say, and until it does nothing else of it is visited."""

    parsed: Protego | None
    until: float
    error: IngestError | None = None

    def allow(self, url: str) -> bool:
        return self.parsed is None or self.parsed.can_fetch(url, ROBOT)

    def delay(self) -> float:
        return (self.parsed.crawl_delay(ROBOT) or 0.0) if self.parsed else 0.0


class Robots:
    """`fetch` gives the first BYTES at an address or raises IngestError; `exempt` hosts are not asked."""

    def __init__(
        self,
        fetch: Callable[[str], Awaitable[bytes]],
        exempt: Collection[str] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._fetch = fetch
        self._exempt = frozenset(exempt)
        self._clock = clock
        self._known: dict[str, Rules] = {}
        self._asking: dict[str, asyncio.Lock] = {}

    async def judge(self, url: str, origin: str, host: str) -> float:
        """The pause in seconds that the outlet asks for. Raises RobotsForbid, or why the outlet did not say."""
        if host in self._exempt:
            return 0.0
        rules = self._current(origin) or await self._ask(origin)
        if rules.error is not None:
            raise rules.error
        if not rules.allow(url):
            raise RobotsForbid(
                f"{origin}/robots.txt asks us not to visit {url}. With the outlet's consent: INGEST_ROBOTS_EXEMPT."
            )
        return rules.delay()

    def _current(self, origin: str) -> Rules | None:
        rules = self._known.get(origin)
        return rules if rules and rules.until > self._clock() else None

    async def _ask(self, origin: str) -> Rules:
        async with self._asking.setdefault(origin, asyncio.Lock()):
            rules = self._current(origin)
            if rules is None:
                rules = await self._read(origin)
                if len(self._known) >= ORIGINS_REMEMBERED:
                    self._known.clear()
                self._known[origin] = rules
        self._asking.pop(origin, None)
        return rules

    async def _read(self, origin: str) -> Rules:
        now = self._clock()
        try:
            body = await self._fetch(f"{origin}/robots.txt")
        except Gone:
            return Rules(None, now + KEPT_SECONDS)
        except IngestError as error:
            return self._unsaid(origin, error, now)
        return Rules(Protego.parse(body.decode("utf-8", "replace")), now + KEPT_SECONDS)

    def _unsaid(self, origin: str, error: IngestError, now: float) -> Rules:
        """RFC 9309 §2.3.1: 4xx allows everything; a host that cannot say (5xx, no answer) is left alone, unless it said
        something before."""
        if isinstance(error, HttpError) and 400 <= error.status < 500 and error.status != 429:
            return Rules(None, now + KEPT_SECONDS)
        before = self._known.get(origin)
        if before is not None and before.error is None:
            return Rules(before.parsed, now + AGAIN_SECONDS)
        return Rules(None, now + AGAIN_SECONDS, error)
