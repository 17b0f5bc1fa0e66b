"""Stories on the real MongoDB: told once, whoever groups, and remembered across a change of replica."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from tests.invented import Event
from tests.servers import LIVE, Corner

from classify.domain import AssessPublication
from classify.grouping.packing import FORMAT
from classify.judgement.judge import Judgement
from classify.routing import Units
from classify.store import INDEXES, ClassifyWork
from classify.story_keeper import StoryKeeper
from classify.story_store import ITEMS, STORIES, MongoShelf
from classify.testing import a_publication
from classify.usecases import assess_publications
from shared.cause import Cause
from shared.kit import Kit
from shared.leases import LeaseLost
from shared.ops.ids import new_id
from shared.ops.metrics import Metrics
from shared.store.lease import HeldLease, LeaseOffice

pytestmark = LIVE

AT = a_publication().captured_at
TTL = timedelta(seconds=1)


class Relevant:
    def judge(self, title: str, text: str, *, explain_all: bool) -> Judgement:
        return Judgement("yes", 0.9, 0.9, 0.8, "wage", "critical", "high", (), (), "press-0")


class Replicas:
    """One database of classify, and as many replicas as are wanted; their relays stand still."""

    def __init__(self, corner: Corner) -> None:
        self.corner = corner
        self.kit = Kit("classify", corner.platform(mongo_database=corner.database.name), INDEXES, ClassifyWork)

    def keeper(self, holder: str) -> StoryKeeper:
        lease = HeldLease(LeaseOffice(self.kit.store, TTL), "stories", holder, TTL)
        return StoryKeeper(MongoShelf(self.kit.store), self.kit.work, lease, lambda: AT, Metrics("classify"))

    async def assess(self, *made: tuple[str, int, int, float]) -> None:
        """Id, event, version, hours after the first."""
        commands = []
        for id_, event, version, hours in made:
            report = Event(event).report(version)
            at = AT - timedelta(days=3) + timedelta(hours=hours)
            publication = a_publication(id=id_, title=report.title, text=report.text, published_at=at)
            message = new_id()
            commands.append(AssessPublication(message, Cause(f"journey-{id_}", message), publication))
        await assess_publications(commands, self.kit.work, Relevant(), Units(()), AT)

    def told(self) -> list[str]:
        rows = self.corner.database["outbox"].find({"topic": "classify.story-changed.v1"}).sort("_id", 1)
        return [row["key"] for row in rows]

    def stories(self) -> dict[str, list[str]]:
        return {row["_id"]: row["publications"] for row in self.corner.database[STORIES].find()}


@pytest_asyncio.fixture(loop_scope="session")
async def replicas(corner: Corner) -> AsyncIterator[Replicas]:
    made = Replicas(corner)
    await made.kit.store.start()
    yield made
    await made.kit.store.stop()


async def test_another_replica_goes_on_where_the_first_was_lost(replicas: Replicas) -> None:
    first, second = replicas.keeper("one"), replicas.keeper("two")
    await replicas.assess(("a", 1, 0, 0), ("b", 1, 1, 1), ("x", 2, 0, 2))
    assert await first.look() == 3
    await replicas.assess(("c", 1, 2, 3))
    assert await second.look() == 0, "the first still holds the lease"
    await asyncio.sleep(TTL.total_seconds() * 1.2)
    assert await second.look() == 1
    assert replicas.stories() == {"a": ["a", "b", "c"]}
    await replicas.assess(("old", 1, 0, -5))
    assert await second.look() == 1
    assert replicas.stories() == {"a": [], "old": ["old", "a", "b", "c"]}
    assert replicas.told() == ["a", "a", "a", "old"]


async def test_who_lost_the_lease_meanwhile_writes_nothing(replicas: Replicas, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = replicas.keeper("one"), replicas.keeper("two")
    await replicas.assess(("a", 1, 0, 0), ("b", 1, 1, 1))
    lease = await first._lease.hold()
    await asyncio.sleep(TTL.total_seconds() * 1.2)
    assert await second.look() == 2

    async def stale() -> object:
        return lease

    monkeypatch.setattr(first._lease, "hold", stale)
    await replicas.assess(("c", 1, 2, 3))
    with pytest.raises(LeaseLost):
        await first.look()
    assert replicas.stories() == {"a": ["a", "b"]}
    assert await second.look() == 1
    assert replicas.stories() == {"a": ["a", "b", "c"]}
    assert len(replicas.told()) == 2


async def test_a_replica_that_dies_between_assessing_and_telling_leaves_it_to_the_next(replicas: Replicas) -> None:
    await replicas.assess(*((f"p{number}", number // 3, number % 3, number / 10) for number in range(30)))
    looks = [await replicas.keeper("one").look() for _ in range(2)]
    assert looks == [30, 0]
    assert sorted(map(len, replicas.stories().values())) == [3] * 10
    assert replicas.corner.database[ITEMS].count_documents({"waiting": True}) == 0


async def test_the_same_publication_again_and_what_an_older_version_packed_are_no_trouble(replicas: Replicas) -> None:
    await replicas.assess(("a", 1, 0, 0), ("a", 1, 0, 0), ("b", 1, 1, 1))
    replicas.corner.database[ITEMS].insert_one({"_id": "0", "waiting": True, "format": FORMAT - 1, "packed": b""})
    keeper = replicas.keeper("one")
    assert await keeper.look() == 3
    assert replicas.stories() == {"a": ["a", "b"]}
    assert await keeper.look() == 0
