"""What the watcher counts, and that it neither overtakes nor forgets."""

from datetime import timedelta

import pytest

from ingest.errors import FetchFailed, HttpError
from ingest.metrics import IngestMetrics
from ingest.sources.source import FAILING, RETIRED
from ingest.testing import AT, InMemoryDesk, ScriptedReader, a_page, a_source, an_entry, in_memory_works
from ingest.usecases import Watch
from ingest.watcher import Revisits, Visits
from shared.ops.metrics import Metrics

ADDRESS = an_entry().address


class Post:
    """One replica that watches one source, in memory."""

    def __init__(self) -> None:
        self.works, self.reader, self.now = in_memory_works(), ScriptedReader(), AT
        self.desk = InMemoryDesk(self.works, [a_source(), a_source()])
        self.watch = Watch(self.desk, self.works, self.reader, lambda: self.now, 3, 4, 1.0)
        self.metrics = Metrics("ingest")
        own = IngestMetrics(self.metrics, lambda: self.now)
        self.woken = 0
        self.visits = Visits(self.watch, timedelta(minutes=10), own, self._wake)
        self.revisits = Revisits(self.watch, own)

    def _wake(self) -> None:
        self.woken += 1

    async def visit(self) -> None:
        source = await self.visits.claim()
        assert source is not None
        await self.visits.do(source)

    async def look(self) -> None:
        self.now += timedelta(days=30)
        known = await self.revisits.claim()
        assert known is not None
        await self.revisits.do(known)

    def value(self, name: str, **labels: str) -> float | None:
        return self.metrics.registry.get_sample_value(f"haichieu_{name}", labels)


@pytest.fixture
def post() -> Post:
    post = Post()
    post.reader.lists(a_source(), an_entry(), an_entry(address="https://bao.example/gone"))
    post.reader.pages[ADDRESS] = a_page()
    return post


async def test_a_visit_counts_what_it_captured_and_wakes_the_revisits(post: Post) -> None:
    await post.visit()
    assert post.value("captured_total", lane="live", text="page") == 1
    assert post.value("captured_total", lane="live", text="feed") == 1
    assert post.value("visit_seconds_count", outcome="good") == 1
    assert post.woken == 1


async def test_an_unchanged_feed_wakes_nobody(post: Post) -> None:
    post.reader.says_unchanged(a_source())
    await post.visit()
    assert post.woken == 0


async def test_failed_visits_and_our_own_bugs_are_told_apart(post: Post) -> None:
    post.reader.feeds[a_source().url] = HttpError("503")
    await post.visit()
    post.works.failures.append(RuntimeError("a bug of ours"))
    with pytest.raises(RuntimeError):
        await post.visit()
    assert post.value("visit_seconds_count", outcome="failed") == 1
    assert post.value("visit_seconds_count", outcome="broken") == 1


async def test_a_visit_that_outlasts_the_interval_is_not_overtaken(post: Post) -> None:
    source = await post.visits.claim()
    assert source is not None
    assert await post.visits.claim() is None
    post.desk._due.append(source)
    await post.visits.do(source)
    assert await post.visits.claim() is not None


async def test_what_is_seen_again_is_counted_by_its_outcome(post: Post) -> None:
    await post.visit()
    await post.look()
    assert post.value("revisits_total", outcome="unchanged") == 1
    assert post.value("revisits_total", outcome="removed") == 1
    post.reader.pages[ADDRESS] = FetchFailed("time-out")
    for _ in range(6):
        await post.look()
    assert post.value("revisits_total", outcome="failed") == 4
    assert post.value("revisits_total", outcome="unreachable") == 2
    assert post.value("revisits_total", outcome="removed") == 1


async def test_sources_are_counted_by_state_and_the_stalest_grows_older(post: Post) -> None:
    hour = timedelta(hours=1)
    table = {
        "fresh": a_source(id="fresh", visited_at=AT),
        "stale": a_source(id="stale", visited_at=AT - hour, state=FAILING),
        "rests": a_source(id="rests", visited_at=AT - 9 * hour, state=RETIRED),
    }
    post.works.tables["sources"] = table
    post.desk.next_visit = AT + hour
    assert await post.visits.next_due() == AT + hour
    counted = {state: post.value("sources", state=state) for state in ("healthy", FAILING, RETIRED)}
    assert counted == {"healthy": 1, FAILING: 1, RETIRED: 1}
    assert post.value("stalest_source_seconds") == 3_600
    post.now += hour
    assert post.value("stalest_source_seconds") == 7_200
    del table["stale"]
    await post.visits.next_due()
    assert post.value("sources", state=FAILING) is None, "nobody is in that state any more"
