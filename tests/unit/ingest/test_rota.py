"""One claimer: quiet while nothing is due, awake when told, and never stopped by one job."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta

import pytest
from tests.waiting import holds

from ingest import rota as rota_module
from ingest.rota import CLAIM, Rota
from ingest.testing import AT
from shared.failures import Transient


class Jobs:
    """Port: ingest.rota.Round. `due` are jobs to claim; an exception among them is raised by the claim."""

    def __init__(self, *due: str | Exception) -> None:
        self.due, self.next = list(due), AT + timedelta(hours=1)
        self.claims = self.asks = 0
        self.done: list[str] = []
        self.open: asyncio.Event = asyncio.Event()
        self.at_once = self.most = 0

    async def claim(self) -> str | None:
        self.claims += 1
        job = self.due.pop(0) if self.due else None
        if isinstance(job, Exception):
            raise job
        return job

    async def next_due(self) -> datetime | None:
        self.asks += 1
        return self.next

    async def do(self, job: str) -> None:
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        try:
            if job == "slow":
                await self.open.wait()
            if job == "bad":
                raise ValueError("a bug of ours")
            if job == "later":
                raise Transient("MongoDB: away")
            self.done.append(job)
        finally:
            self.at_once -= 1


@asynccontextmanager
async def running(jobs: Jobs, at_once: int = 2) -> AsyncIterator[Rota[str]]:
    rota = Rota(jobs, at_once, lambda: AT)
    task = asyncio.create_task(rota.run())
    try:
        yield rota
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def until_done(jobs: Jobs, *names: str) -> None:
    async def done() -> bool:
        return sorted(jobs.done) == sorted(names)

    await holds(done, f"{names} are done", seconds=4)


async def test_while_nothing_is_due_nobody_is_asked() -> None:
    jobs = Jobs()
    async with running(jobs):
        await asyncio.sleep(0.3)
    assert (jobs.claims, jobs.asks) == (1, 1)


async def test_it_sleeps_until_the_next_is_due_and_no_longer() -> None:
    jobs = Jobs()
    jobs.next = AT + timedelta(seconds=0.2)
    async with running(jobs):
        await asyncio.sleep(0.05)
        jobs.due.append("one")
        assert jobs.done == []
        await until_done(jobs, "one")


async def test_what_others_add_is_seen_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rota_module, "LONGEST_SECONDS", 0.1)
    jobs = Jobs()
    async with running(jobs):
        await asyncio.sleep(0.05)
        jobs.due.append("one")
        await until_done(jobs, "one")


async def test_what_we_add_is_seen_at_once() -> None:
    jobs = Jobs()
    async with running(jobs) as rota:
        await asyncio.sleep(0.05)
        jobs.due.append("one")
        rota.wake()
        await until_done(jobs, "one")


async def test_so_many_at_once_and_the_others_wait() -> None:
    jobs = Jobs("slow", "slow", "slow", "quick")
    async with running(jobs, at_once=2):
        await asyncio.sleep(0.1)
        assert (jobs.most, jobs.claims) == (2, 2), "what cannot be done yet is left to other replicas"
        jobs.open.set()
        await until_done(jobs, "slow", "slow", "slow", "quick")


async def test_a_job_that_fails_costs_its_neighbours_nothing() -> None:
    jobs = Jobs("bad", "one", "later", "two")
    async with running(jobs):
        await until_done(jobs, "one", "two")


@pytest.mark.parametrize("error", [Transient("MongoDB: away"), ValueError("a bug of ours")])
async def test_a_failing_claim_is_tried_again_after_a_pause(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rota_module, "RETRY_SECONDS", 0.1)
    jobs = Jobs(error, error, "one")
    async with running(jobs):
        await asyncio.sleep(0.05)
        assert jobs.claims == 1
        await until_done(jobs, "one")


async def test_a_job_that_outlasts_its_claim_is_told_by_liveness(monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = Jobs("slow", "one")
    async with running(jobs) as rota:
        await until_done(jobs, "one")
        assert await rota.progress() is None
        monkeypatch.setattr(rota_module, "CLAIM", CLAIM * 0)
        assert "one visit has taken" in str(await rota.progress())
        jobs.open.set()
        await until_done(jobs, "one", "slow")
        assert await rota.progress() is None
