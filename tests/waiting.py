"""Waiting with a deadline, never a bare sleep."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")

EVERY = 0.05


async def becomes(probe: Callable[[], Awaitable[T]], expected: T, seconds: float = 30.0) -> None:
    """Ask until the answer is the expected one; at the deadline the last answer is compared once more, aloud."""
    deadline = time.monotonic() + seconds
    answer = await probe()
    while answer != expected and time.monotonic() < deadline:
        await asyncio.sleep(EVERY)
        answer = await probe()
    assert answer == expected


async def holds(probe: Callable[[], Awaitable[object]], what: str, seconds: float = 30.0) -> None:
    """Ask until the answer is true-ish."""
    deadline = time.monotonic() + seconds
    while not await probe():
        assert time.monotonic() < deadline, f"not within {seconds:.0f} s: {what}"
        await asyncio.sleep(EVERY)


async def stays(probe: Callable[[], Awaitable[T]], expected: T, seconds: float) -> None:
    """Ask all the while: what must not happen gets the time to happen."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        assert await probe() == expected
        await asyncio.sleep(EVERY)
