"""One claimer: asks for what is due, has a few jobs done at a time, and sleeps until the next is due."""

import asyncio
import itertools
import logging
import time
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

from shared.failures import Transient
from shared.ops.clock import Clock

log = logging.getLogger(__name__)

Job = TypeVar("Job")

SHORTEST_SECONDS = 0.05
LONGEST_SECONDS = 30.0
"""Of a sleep: what other replicas have added is seen after this at the latest."""
RETRY_SECONDS = 2.0
CLAIM = timedelta(minutes=10)
"""Longer than any job may take; if we die in one, it comes again after this."""


class Round(Protocol[Job]):
    """What is claimed, and what is done with it. Claims are atomic: replicas never hold the same job."""

    async def claim(self) -> Job | None: ...
    async def do(self, job: Job) -> None: ...
    async def next_due(self) -> datetime | None: ...


class Rota(Generic[Job]):
    """An endless side task; what fails for reasons that pass is tried again when it is due."""

    def __init__(self, work: Round[Job], at_once: int, clock: Clock) -> None:
        self._work = work
        self._clock = clock
        self._free = asyncio.Semaphore(at_once)
        self._wake = asyncio.Event()
        self._numbers = itertools.count()
        self._begun: dict[int, float] = {}

    def wake(self) -> None:
        """Something new may be due sooner than what is slept for."""
        self._wake.set()

    async def run(self) -> None:
        async with asyncio.TaskGroup() as jobs:
            while True:
                await self._free.acquire()
                # Cleared before looking: cleared after, a wake-up between the two would be lost.
                self._wake.clear()
                job, seconds = await self._ask()
                if job is not None:
                    jobs.create_task(self._do(job))
                    continue
                self._free.release()
                with suppress(TimeoutError):
                    async with asyncio.timeout(seconds):
                        await self._wake.wait()

    async def _ask(self) -> tuple[Job | None, float]:
        """A job, or how long to sleep."""
        try:
            job = await self._work.claim()
            return job, 0.0 if job is not None else self._until(await self._work.next_due())
        except Transient as error:
            log.warning("will ask again: %s", error, extra={"action": "rota.retry"})
        except Exception:
            log.exception("cannot ask what is due", extra={"action": "rota.failed"})
        return None, RETRY_SECONDS

    def _until(self, due: datetime | None) -> float:
        seconds = (due - self._clock()).total_seconds() if due else LONGEST_SECONDS
        return min(max(seconds, SHORTEST_SECONDS), LONGEST_SECONDS)

    async def _do(self, job: Job) -> None:
        number = next(self._numbers)
        self._begun[number] = time.monotonic()
        try:
            await self._work.do(job)
        except Transient as error:
            log.warning("will try again: %s", error, extra={"action": "rota.retry"})
        except Exception:
            # One source's bytes must not end the watching of all others; it is visited again when it is due.
            log.exception("a job failed", extra={"action": "rota.failed"})
        finally:
            del self._begun[number]
            self._free.release()

    async def progress(self) -> str | None:
        """Liveness: no single job may take longer than the time after which another replica takes it over."""
        longest = max((time.monotonic() - begun for begun in self._begun.values()), default=0.0)
        return f"one visit has taken {longest:.0f} s" if longest > CLAIM.total_seconds() else None
