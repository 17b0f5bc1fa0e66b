"""A courier with a desk in memory, and channels that remember or hold what they are given."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

from tests.waiting import holds

from notify.courier import Courier
from notify.domain import SENT, AcceptNotice, Notice, Outcome
from notify.ports import Channel
from notify.settings import Settings
from notify.testing import AT, InMemoryDesk, RecordingChannel, a_notice, in_memory_works
from notify.usecases import accept_notices
from shared.ops.metrics import Metrics

TOPIC = "notify.delivery-changed.v1"


class Round:
    """A courier and what it did."""

    def __init__(self, verdict: str = SENT, channel: Channel | None = None, **settings: Any) -> None:
        self.works, self.metrics = in_memory_works(), Metrics("notify")
        self.desk, self.channel = InMemoryDesk(self.works), RecordingChannel(lambda notice: verdict)
        self.settings = Settings(**settings)
        self.courier = Courier(self.desk, self.works, channel or self.channel, self.settings, self.metrics)

    async def accept(self, *ids: str) -> None:
        commands = [AcceptNotice(f"m-{id_}", a_notice(id=id_)) for id_ in ids]
        await accept_notices(commands, self.works)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self.courier.run())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def until(self, condition: Callable[[], bool]) -> None:
        async def probe() -> bool:
            return condition()

        await holds(probe, "the courier did it", seconds=4)

    def state(self, id_: str) -> str:
        return str(self.works.table("notices")[id_]["state"])

    @property
    def events(self) -> list[Any]:
        return [json.loads(posting.body) for posting in self.works.posted(TOPIC)]

    def counted(self, state: str) -> float:
        return self.metrics.registry.get_sample_value("haichieu_deliveries_total", {"state": state}) or 0.0


class Gate:
    """Port: notify.ports.Channel. Holds the mails named in `held` until it is opened."""

    def __init__(self, *held: str) -> None:
        self.held, self.opened, self.begun = held, asyncio.Event(), list[str]()

    async def deliver(self, notice: Notice) -> Outcome:
        self.begun.append(notice.id)
        if notice.id in self.held:
            await self.opened.wait()
        return Outcome(notice, SENT, AT, "250")
