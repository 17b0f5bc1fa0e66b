"""Where feeds and pages are read: one process, started when there is something to read, gone when there is nothing.

A thread cannot be ended, and no measure taken before tells how long a parser takes: 700 KB with ten tags took three
minutes. So nothing is read in the service itself; and while it is idle, the parsers cost no memory.
"""

import asyncio
import json
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from ingest.errands.sight import Link
from ingest.errors import FEED_REASONS, PageUnreadable, ReaderGaveUp
from ingest.metrics import IngestMetrics
from ingest.reading.answers import as_article, as_listing
from ingest.reading.article import NOTHING, Article
from ingest.reading.bounds import Bounds
from ingest.reading.listing import Listing
from ingest.settings import Settings

DYING_SECONDS = 1.0
LINGER_SECONDS = 10.0
ANSWER_BYTES = 40 * 2**20
"""Of a line: the largest feed that is read (2,000 entries of 8,000 characters) is below that."""

NO_MORE: Mapping[str, Any] = MappingProxyType({})


class Stuck(Exception):
    """Reading took longer than it may."""


class Died(Exception):
    """The process ended in the middle, and not by its clock."""


class ReadingRoom:
    """A part: what is stuck ends with it, without being waited for."""

    def __init__(self, settings: Settings, metrics: IngestMetrics) -> None:
        self._limits = (str(settings.reading_seconds), str(settings.reading_megabytes))
        self._metrics = metrics
        self._turn = asyncio.Lock()
        self._process: Process | None = None
        self._leaving: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Nothing to read yet."""

    async def stop(self) -> None:
        if self._leaving is not None:
            self._leaving.cancel()
        await self._end()

    async def article(self, body: bytes, url: str, content_type: str = "") -> Article:
        """Empty when none is found, or when the page cannot be read at all."""
        try:
            found = await self._read("page", body, url, content_type)
        except (Stuck, Died):
            return NOTHING
        return as_article(found)

    async def place(self, body: bytes, url: str, content_type: str = "") -> tuple[Article, list[Link]]:
        """The article, if any, and the links. Raises PageUnreadable: no link at all would look like "no notice"."""
        try:
            found = await self._read("place", body, url, content_type)
        except (Stuck, Died) as error:
            raise PageUnreadable(f"{url} cannot be read ({error}).") from error
        links = [Link(**row) for row in found.pop("links")]
        return as_article(found), links

    async def feeds(self, body: bytes, url: str) -> list[str]:
        """Addresses of feeds that a page names. Raises PageUnreadable."""
        try:
            return list(await self._read("feeds", body, url, ""))
        except (Stuck, Died) as error:
            raise PageUnreadable(f"{url} cannot be read ({error}).") from error

    async def listing(self, body: bytes, url: str, content_type: str, bounds: Bounds | None = None) -> Listing:
        """Raises FeedUnreadable."""
        try:
            found = await self._read("feed", body, url, content_type, {"bounds": asdict(bounds)} if bounds else {})
        except (Stuck, Died) as error:
            self._metrics.rejected.labels(ReaderGaveUp.__name__).inc()
            raise ReaderGaveUp(f"{url} cannot be read as a feed ({error}).") from error
        if "unreadable" in found:
            self._metrics.rejected.labels(found["reason"]).inc()
            raise FEED_REASONS[found["reason"]](found["unreadable"])
        for reason, count in found["dropped"].items():
            self._metrics.dropped.labels(reason).inc(count)
        return as_listing(found)

    async def _read(
        self, kind: str, body: bytes, url: str, content_type: str, more: Mapping[str, Any] = NO_MORE
    ) -> Any:
        """Raises Stuck, or Died when it did so twice: once may be somebody else's doing."""
        request = {"kind": kind, "url": url, "content_type": content_type, "size": len(body), **more}
        message = (json.dumps(request, default=str).encode(), b"\n", body)
        async with self._turn:
            try:
                answer = await self._ask_twice(message)
            except (Stuck, Died) as error:
                self._metrics.readings.labels(kind, type(error).__name__.lower()).inc()
                raise
        self._metrics.readings.labels(kind, "done").inc()
        return answer

    async def _ask_twice(self, message: Sequence[bytes]) -> Any:
        with suppress(Died):
            return await self._ask(message)
        return await self._ask(message)

    async def _ask(self, message: Sequence[bytes]) -> Any:
        if self._leaving is not None:
            self._leaving.cancel()
        try:
            line = await _converse(await self._present(), message)
            answer = None if line is None else json.loads(line)
        except BaseException:
            # Also when the service stops: what is still being read is not waited for.
            await self._end()
            raise
        if answer is None:
            code = await self._end(DYING_SECONDS)
            raise Stuck("it takes too long") if code == -signal.SIGALRM else Died(f"the reading ended with {code}")
        self._leaving = asyncio.create_task(self._leave())
        return answer

    async def _present(self) -> Process:
        if self._process is None:
            command = [sys.executable, "-m", "ingest.reading.worker", *self._limits]
            # Without an environment, for the service's holds its passwords.
            self._process = await asyncio.create_subprocess_exec(
                *command, stdin=PIPE, stdout=PIPE, env={}, limit=ANSWER_BYTES
            )
        return self._process

    async def _leave(self) -> None:
        await asyncio.sleep(LINGER_SECONDS)
        await self._end()

    async def _end(self, patience: float = 0.0) -> int:
        """How it ended. One that is dying is given a moment: `kill` takes the exit code of a process that has just
        died and keeps it from asyncio, which then says 255."""
        process, self._process = self._process, None
        if process is None:
            return 0
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                return await process.wait()
        with suppress(ProcessLookupError):
            process.kill()
        return await process.wait()


async def _converse(process: Process, message: Sequence[bytes]) -> bytes | None:
    """The answer, or None when there is no whole one of a bearable size."""
    assert process.stdin is not None  # noqa: S101 - both were asked for
    assert process.stdout is not None  # noqa: S101
    try:
        process.stdin.writelines(message)
        await process.stdin.drain()
        line = await process.stdout.readline()
    except (ConnectionError, ValueError):
        return None
    return line if line.endswith(b"\n") else None
