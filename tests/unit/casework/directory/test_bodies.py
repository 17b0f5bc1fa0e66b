"""Replicas that start together on an empty database seed the directory once, and all of them start."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest

from casework.store import bodies
from casework.store.bodies import Bodies, packaged_bodies
from shared.failures import Transient
from shared.store.testing import InMemoryUnitOfWork


class Contested:
    """The first transactions meet another replica's."""

    def __init__(self, conflicts: int) -> None:
        self.works = InMemoryUnitOfWork(lambda transaction: transaction)
        self._conflicts = conflicts

    @asynccontextmanager
    async def once(self, ids: Sequence[str]) -> AsyncIterator[Any]:
        if self._conflicts:
            self._conflicts -= 1
            raise Transient("MongoDB: OperationFailure 112")
        async with self.works.once(ids) as transaction:
            yield transaction


class Store:
    """What is in the table of bodies."""

    def __init__(self, works: InMemoryUnitOfWork[Any]) -> None:
        self._works = works

    def collection(self, name: str) -> "Store":
        assert name == "bodies"
        return self

    async def find_one(self, *_: Any) -> Any:
        return next(iter(self._works.table("bodies").values()), None)

    def find(self, _: Any) -> "Store":
        return self

    async def sort(self, _: str) -> AsyncIterator[Any]:
        for row in self._works.table("bodies").values():
            yield row


async def test_a_replica_that_meets_another_one_seeding_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "SEED_PAUSE", 0.0)
    contested = Contested(conflicts=3)
    part = Bodies(Store(contested.works), contested)  # type: ignore[arg-type]
    await part.start()
    assert len(contested.works.outbox) == len(packaged_bodies())


async def test_it_does_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "SEED_PAUSE", 0.0)
    monkeypatch.setattr(bodies, "SEED_SECONDS", 0.05)
    contested = Contested(conflicts=10**9)
    with pytest.raises(TimeoutError):
        await Bodies(Store(contested.works), contested).start()  # type: ignore[arg-type]
