"""The sample day on a stack: outlets served over HTTP, a mailbox, and the waiting until everything has settled."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import uvicorn

from haichieu.census import Census, Observer, count
from haichieu.kept import Spoiled, write_whole
from haichieu.mailroom import Mailroom
from haichieu.plan import Plan
from haichieu.sampleday import SampleDay, app
from haichieu.shown import shown
from haichieu.stack import Stack
from shared.ops.clock import VIETNAM

QUIET_SECONDS = 2.0


class GuestServer(uvicorn.Server):
    """A server inside somebody else's process: Ctrl-C stays the host's."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@dataclass(slots=True)
class Rehearsal:
    """Outlets and mailbox; both live in this process."""

    plan: Plan
    day: SampleDay
    mailroom: Mailroom
    _server: uvicorn.Server
    _serving: asyncio.Task[None] | None = None

    @classmethod
    def prepare(cls, plan: Plan, start: datetime | None = None) -> "Rehearsal":
        """The day begins when the data folder was first used, so that a second run shows the same articles.
        Raises Spoiled."""
        day = SampleDay(_first_start(plan.data, start))
        config = uvicorn.Config(
            app(day), host="127.0.0.1", port=plan.ports["outlets"], log_config=None, access_log=False, lifespan="off"
        )
        return cls(plan, day, Mailroom(plan.ports["smtp"], plan.data / "mail"), GuestServer(config))

    @property
    def sources(self) -> Path:
        return self.plan.data / "sources.json"

    def service_env(self, *, interval: float, pace: float) -> dict[str, str]:
        """What the services must know to watch these outlets."""
        return {
            "INGEST_SOURCES": str(self.sources),
            "INGEST_PRIVATE_ALLOWED": "true",
            "INGEST_HOST_INTERVAL_SECONDS": "0",
            "INGEST_INTERVAL_SECONDS": str(interval),
            "INGEST_REVISIT_PACE": str(pace),
        }

    async def __aenter__(self) -> Self:
        feeds = self.day.feeds(self.plan.url("outlets"))
        rows = [
            {"outlet_id": feed.outlet_key, "outlet_name": feed.outlet_name, "medium": feed.medium, "url": feed.url}
            for feed in feeds
        ]
        write_whole(self.sources, json.dumps(rows, ensure_ascii=False))
        await self.mailroom.start()
        self._serving = asyncio.create_task(self._serve())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.should_exit = True
        if self._serving is not None:
            await self._serving
        await self.mailroom.stop()

    async def _serve(self) -> None:
        # Not serve(): that would take over Ctrl-C from the command.
        await self._server._serve()

    async def settle(self, stack: Stack, *, seconds: float) -> Census:
        """Wait until nothing is missing, and then a little longer for what would be too much. What is
        still missing at the deadline stands in the census as lost."""
        deadline = time.monotonic() + seconds
        async with Observer(stack.kafka, stack.mongo_url) as observer:
            while True:
                census = await self._look(observer)
                if not census.lost:
                    await asyncio.sleep(QUIET_SECONDS)
                    return await self._look(observer)
                if time.monotonic() > deadline:
                    return census
                await asyncio.sleep(0.3)

    async def _look(self, observer: Observer) -> Census:
        evidence = await observer.look(Counter(mail.message_id for mail in self.mailroom.mails))
        return count(shown(self.day, self.plan.url("outlets")), evidence)


def _first_start(data: Path, start: datetime | None) -> datetime:
    kept = data / "day.txt"
    if not kept.is_file():
        write_whole(kept, (start or datetime.now(VIETNAM)).isoformat())
    try:
        return datetime.fromisoformat(kept.read_text("utf-8"))
    except ValueError as error:
        raise Spoiled(
            f"{kept} holds no moment ({error}). Delete it: the sample day begins anew, beside what it has shown before."
        ) from error
