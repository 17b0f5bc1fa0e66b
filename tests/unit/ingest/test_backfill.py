"""The past in portions: lists are read, pages captured on their lane, and each address ends once."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ingest.backfill import job as j
from ingest.backfill.intake import Intake
from ingest.backfill.job import AGAIN, LIST, PAGE, TRIES, Item, Job
from ingest.backfill.lists import begin
from ingest.backfill.testing import ScriptedArchive
from ingest.backfill.usecases import Backfill, work_off
from ingest.domain import TimeFound
from ingest.errors import HostRests, HttpError, OwnOutage, RobotsForbid
from ingest.reading.listing import OVER, Child, Listing
from ingest.testing import AT, InMemoryDesk, InMemoryWork, a_page, a_source, an_entry, in_memory_works
from shared.failures import Transient
from shared.store.testing import InMemoryUnitOfWork

MAP = "https://bao.example/sitemap.xml"
OLD = datetime(2021, 5, 1, 2, 0, tzinfo=UTC)


class Past:
    """One job of one outlet, in memory."""

    def __init__(
        self, addresses: Sequence[tuple[str, str]] = ((LIST, MAP),), since: Any = None, until: Any = None
    ) -> None:
        self.works: InMemoryUnitOfWork[InMemoryWork] = in_memory_works()
        self.archive = ScriptedArchive()
        self.backfill = Backfill(Intake(InMemoryDesk(self.works), self.works, lambda: AT), self.archive)
        self.job, self.items = begin(a_source(), addresses, (since, until), AT)

    async def go(self, *items: Item) -> dict[str, int]:
        return await work_off(self.job, items or self.items, self.backfill)

    @property
    def listed(self) -> list[Item]:
        return list(self.works.table("backfill_items").values())

    def table(self, name: str) -> dict[str, Any]:
        return dict(self.works.table(name))


def of(number: int, **other: Any) -> Any:
    return an_entry(address=f"https://bao.example/cu/{number}", title=f"Bài {number}", **other)


async def test_a_list_becomes_its_pages_and_its_lists_once_each() -> None:
    past = Past()
    past.archive.lists[MAP] = Listing("sitemap", (of(1), of(2), of(1)), (Child("https://bao.example/2021.xml", None),))
    assert await past.go() == {"read": 1}
    assert await past.go() == {"read": 1}, "asked for again, it finds what is there"
    assert sorted((one.kind, one.address[-8:]) for one in past.listed) == [
        ("list", "2021.xml"), ("page", "ple/cu/1"), ("page", "ple/cu/2"),
    ]  # fmt: skip


async def test_only_the_time_that_is_asked_for() -> None:
    past = Past(since=OLD, until=OLD + timedelta(days=1))
    early, late, fit, unknown = (
        of(1, published_at=OLD - timedelta(seconds=1)),
        of(2, published_at=OLD + timedelta(days=1)),
        of(3, published_at=OLD),
        of(4, published_at=None),
    )
    older = Child("https://bao.example/2019.xml", OLD - timedelta(days=1))
    past.archive.lists[MAP] = Listing("sitemap", (early, late, fit, unknown), (older,))
    await past.go()
    assert [one.address for one in past.listed] == [fit.address, unknown.address]
    past.archive.pages[unknown.address] = a_page(times=(TimeFound("meta", "2025", datetime(2025, 1, 1, tzinfo=UTC)),))
    assert await past.go(past.listed[1]) == {j.OUTSIDE: 1}, "the page itself says when"
    assert past.table("publications") == {}


async def test_a_page_is_captured_on_the_lane_of_the_past_with_its_own_time_and_no_further_look() -> None:
    past = Past([(PAGE, of(1).address)])
    past.archive.pages[of(1).address] = a_page(times=(TimeFound("meta", "2021-05-01T09:00+07:00", OLD),))
    assert await past.go() == {j.CAPTURED: 1}
    (capture,) = past.table("captures").values()
    assert (capture.lane, capture.entry.published_at, capture.captured_at) == ("backfill", OLD, AT)
    assert [posting.topic for posting in past.works.outbox] == ["ingest.publication-backfilled.v1"]
    assert past.table("revisit_at") == {}
    assert await past.go() == {j.KNOWN: 1}
    assert len(past.archive.read) == 1, "what is known is not asked for again"


async def test_two_addresses_of_one_article_are_one_publication() -> None:
    past = Past([(PAGE, f"{of(1).address}?utm_source=x"), (PAGE, of(2).address)])
    for item in past.items:
        past.archive.pages[item.address] = a_page()
    await past.go()
    assert len(past.table("publications")) == 1
    assert len(past.table("aliases")) == 1


@pytest.mark.parametrize(
    ("error", "how"), [(None, j.GONE), (RobotsForbid("no"), j.FORBIDDEN), (a_page(""), j.NO_ARTICLE)]
)
async def test_what_is_not_there_ends_and_is_no_publication(error: Any, how: str) -> None:
    past = Past([(PAGE, of(1).address)])
    if error is not None:
        past.archive.pages[of(1).address] = error
    assert await past.go() == {how: 1}
    assert (past.table("publications"), past.table("backfill_ended")) == ({}, {past.items[0].id: how})


@pytest.mark.parametrize("error", [HttpError("503"), ValueError("the reader broke")])
async def test_what_fails_comes_later_and_ends_after_a_few_tries(error: Exception) -> None:
    past = Past([(PAGE, of(1).address)])
    past.archive.pages[of(1).address] = error
    assert await past.go() == {}
    (item,) = past.items
    assert past.table("backfill_later") == {item.id: AT + AGAIN}
    last = Item(item.id, item.job_id, PAGE, item.address, tries=TRIES - 1)
    assert await past.go(last) == {j.FAILED: 1}


async def test_a_host_that_rests_is_asked_when_it_says_and_our_own_outage_ends_nothing() -> None:
    past = Past([(PAGE, of(1).address)])
    past.archive.pages[of(1).address] = HostRests("later", retry_after=7_200.0)
    await past.go()
    assert [*past.table("backfill_later").values()] == [AT + timedelta(hours=2)]
    past.archive.pages[of(1).address] = OwnOutage("ours")
    (item,) = past.items
    assert await past.go(Item(item.id, item.job_id, PAGE, item.address, tries=TRIES - 1)) == {}


async def test_lists_that_lead_in_a_circle_end() -> None:
    past = Past()
    past.archive.lists[MAP] = Listing("sitemap-index", (), (Child(MAP, None), Child(f"{MAP}?2", None)))
    deep = Item("i", past.job.id, LIST, MAP, depth=j.DEEPEST, tries=TRIES - 1)
    assert await past.go(deep) == {j.FAILED: 1}


async def test_a_list_is_settled_by_itself_in_portions_that_fit() -> None:
    past = Past()
    past.archive.lists[MAP] = Listing("sitemap", tuple(of(n) for n in range(2_500)), dropped={OVER: 7})
    assert await past.go() == {"read": 1}
    assert len(past.listed) == 2_500
    assert past.works.commits == 4, "three portions, and how the list ended"
    assert past.table("backfill_over") == {past.job.id: 7}


async def test_a_portion_that_cannot_be_kept_counts_as_a_try() -> None:
    past = Past([(PAGE, of(1).address)])
    past.archive.pages[of(1).address] = a_page()
    past.works.failures = [Transient("transaction too large")]
    assert await past.go() == {}
    (item,) = past.items
    assert past.table("backfill_later") == {item.id: AT + AGAIN}
    past.works.failures = [Transient("transaction too large")]
    assert await past.go(Item(item.id, item.job_id, PAGE, item.address, tries=TRIES - 1)) == {j.FAILED: 1}


async def test_a_list_that_cannot_be_kept_counts_as_a_try_and_without_mongo_nothing_does() -> None:
    past = Past()
    past.archive.lists[MAP] = Listing("sitemap", (of(1),))
    past.works.failures = [Transient("transaction too large")]
    assert await past.go() == {}
    assert list(past.table("backfill_later").values()) == [AT + AGAIN]
    past.works.failures = [Transient("MongoDB is away")] * 3
    with pytest.raises(Transient, match="away"):
        await past.go()


def test_the_same_wish_is_the_same_job() -> None:
    once, again = (begin(a_source(), [(LIST, MAP)], (OLD, None), AT + timedelta(days=n))[0] for n in (0, 1))
    other = begin(a_source(), [(LIST, MAP)], (None, None), AT)[0]
    assert once.id == again.id != other.id
    assert isinstance(once, Job)
