"""However much people said at once, classify goes on: all of it at once is more than a question of MongoDB may hold."""

from collections.abc import AsyncIterator

import pytest_asyncio
from tests.integration.test_stories import AT, Replicas
from tests.servers import LIVE, Corner

from classify.domain import RulingHeard
from classify.following import keep_rulings
from classify.grouping.rulings import Ruling
from shared.cause import Cause
from shared.ops.ids import new_id

pytestmark = LIVE

RULINGS, PUBLICATIONS = 110, 200
LONG = "ệ" * 183


@pytest_asyncio.fixture(loop_scope="session")
async def replicas(corner: Corner) -> AsyncIterator[Replicas]:
    made = Replicas(corner)
    await made.kit.store.start()
    yield made
    await made.kit.store.stop()


def said(number: int) -> RulingHeard:
    one, other = (tuple(f"{side}{number}-{each}-{LONG}" for each in range(PUBLICATIONS)) for side in "ab")
    return RulingHeard(Cause("journey", new_id()), Ruling(new_id(), AT, one, other, together=False))


async def test_they_are_followed_a_few_at_a_time(replicas: Replicas) -> None:
    heard = [said(number) for number in range(RULINGS)]
    for start in range(0, RULINGS, 10):
        await keep_rulings(heard[start : start + 10], replicas.kit.work)
    keeper, rows = replicas.keeper("one"), replicas.corner.database["rulings"]
    left = [RULINGS]
    while left[-1]:
        await keeper.look()
        left.append(rows.count_documents({"waiting": True}))
        assert left[-1] < left[-2], "each turn follows some"
    assert len(left) > 3
