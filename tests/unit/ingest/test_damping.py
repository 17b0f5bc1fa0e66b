"""A source that flaps makes one alarm, not fifty."""

from datetime import datetime, timedelta

from ingest.errors import HttpError
from ingest.sources.damping import FALLS, STEADY
from ingest.sources.source import FAILURES_UNTIL_FAILING, FLAPPING, HEALTHY
from ingest.testing import AT, InMemoryDesk, ScriptedReader, a_source, an_entry, in_memory_works
from ingest.usecases import Watch, visit_source

HEALTH = "ingest.source-health-changed.v1"


class Outlet:
    """One source whose feed is there or not, visited every ten minutes."""

    def __init__(self) -> None:
        self.works, self.reader = in_memory_works(), ScriptedReader()
        self.now: datetime = AT
        self.watch = Watch(InMemoryDesk(self.works), self.works, self.reader, lambda: self.now, 3, 4, 1.0)
        self.states: list[str] = []

    async def visit(self, *, up: bool) -> None:
        source = self.works.table("sources").get("source-1", a_source())
        self.now += timedelta(minutes=10)
        if up:
            self.reader.lists(source, an_entry(published_at=self.now))
        else:
            self.reader.feeds[source.url] = HttpError("503")
        after = (await visit_source(source, self.watch)).source
        if after.state != source.state:
            self.states.append(after.state)

    async def fall_and_rise(self, times: int) -> None:
        for _ in range(times):
            for _ in range(FAILURES_UNTIL_FAILING):
                await self.visit(up=False)
            await self.visit(up=True)

    @property
    def told(self) -> int:
        return len(self.works.posted(HEALTH))


async def test_fifty_falls_are_told_of_a_few_times_and_steadiness_once() -> None:
    outlet = Outlet()
    await outlet.fall_and_rise(50)
    assert outlet.states == ["failing", "healthy"] * (FALLS - 1) + ["failing", FLAPPING]
    assert outlet.told == 2 * FALLS
    begun = outlet.now
    while outlet.works.table("sources")["source-1"].state != HEALTHY:
        await outlet.visit(up=True)
    assert STEADY <= outlet.now - begun + timedelta(minutes=10) <= STEADY + timedelta(hours=1, minutes=10)
    assert outlet.told == 2 * FALLS + 1


async def test_falls_that_are_days_apart_are_each_told() -> None:
    outlet = Outlet()
    for _ in range(5):
        await outlet.fall_and_rise(1)
        outlet.now += timedelta(days=2)
    assert outlet.states == ["failing", "healthy"] * 5


async def test_one_that_stays_away_is_failing_and_not_flapping() -> None:
    outlet = Outlet()
    await outlet.fall_and_rise(1)
    for _ in range(20):
        await outlet.visit(up=False)
    assert outlet.states == ["failing", "healthy", "failing"]
