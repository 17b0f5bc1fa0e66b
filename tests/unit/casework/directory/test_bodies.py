"""The directory in a running service: seeded once, whoever starts together; changes of others are noticed."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from casework.bodies_testing import in_memory_directory
from casework.body_ports import Kept
from casework.body_usecases import DirectoryBusy, change_bodies
from casework.domain.directory import DirectoryUnsound
from casework.store import bodies
from casework.store.bodies import Bodies, packaged_bodies
from casework.testing import CAM_DUONG
from shared import patience
from shared.failures import Transient

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
DAY = date(2026, 11, 24)


class Contested:
    """The next transactions meet another replica's."""

    def __init__(self, conflicts: int = 0) -> None:
        self.works = in_memory_directory()
        self.conflicts = conflicts

    @asynccontextmanager
    async def once(self, ids: Sequence[str]) -> AsyncIterator[Any]:
        if self.conflicts:
            self.conflicts -= 1
            raise Transient("MongoDB: OperationFailure 112")
        async with self.works.once(ids) as work:
            yield work


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "LONGEST_PAUSE", 0.0)
    monkeypatch.setattr(bodies, "RELOAD_SECONDS", 0.0)


async def test_a_replica_that_meets_another_one_seeding_waits_for_it() -> None:
    contested = Contested(conflicts=3)
    await Bodies(contested).start()
    assert len(contested.works.outbox) == len(packaged_bodies())


async def test_it_does_not_wait_for_ever_and_says_what_it_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "SEED_SECONDS", 0.02)
    with pytest.raises(DirectoryBusy, match="OperationFailure 112"):
        await Bodies(Contested(conflicts=10**9)).start()


async def test_a_directory_that_is_there_is_not_seeded_again() -> None:
    works = in_memory_directory()
    await Bodies(works).start()
    await change_bodies([_renamed()], works, "lan", NOW, {}, dry_run=False)
    replica = Bodies(works)
    await replica.start()
    assert replica.current().body("cd-sa-pa").name == "Công đoàn phường Sa Pa mới"


async def test_an_import_reaches_a_running_replica_and_an_absent_database_does_not_end_it() -> None:
    contested = Contested()
    replica = Bodies(contested)
    await replica.start()
    watching = asyncio.create_task(replica.watch())
    contested.conflicts = 3
    await change_bodies([_renamed()], contested.works, "lan", NOW, {}, dry_run=False)
    async with asyncio.timeout(5):
        while replica.current().body("cd-sa-pa").name != "Công đoàn phường Sa Pa mới":  # noqa: ASYNC110
            await asyncio.sleep(0)
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching
    assert not await replica.refresh(), "nothing is read again while nothing changes"


async def test_a_directory_spoiled_by_hand_leaves_the_old_one_in_use_and_stops_a_start(
    caplog: pytest.LogCaptureFixture,
) -> None:
    works = in_memory_directory()
    replica = Bodies(works)
    await replica.start()
    async with works.once(()) as work:
        await work.write([Kept(replace(CAM_DUONG, places=frozenset({"03006"})), 1)], "hand", NOW)
    watching = asyncio.create_task(replica.watch())
    async with asyncio.timeout(5):
        while not caplog.records:  # noqa: ASYNC110
            await asyncio.sleep(0)
    watching.cancel()
    assert "cd-sa-pa" in caplog.text
    assert replica.current().responsible(["03006"], DAY).id == "cd-sa-pa"
    with pytest.raises(DirectoryUnsound):
        await Bodies(works).start()


def _renamed() -> Any:
    [body] = [body for body in packaged_bodies() if body.id == "cd-sa-pa"]
    return replace(body, name="Công đoàn phường Sa Pa mới")
