"""Somebody else wrote the same meanwhile: once more, a few times."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

from shared.failures import Transient

TRIES, PAUSE_SECONDS = 4, 0.15
Done = TypeVar("Done")


async def again(attempt: Callable[[], Awaitable[Done]]) -> Done:
    """Raises Transient when it is too busy, or the database is away."""
    for tries in range(1, TRIES + 1):
        try:
            return await attempt()
        except Transient:
            if tries == TRIES:
                raise
        await asyncio.sleep(PAUSE_SECONDS * tries * random.uniform(0.5, 1))  # noqa: S311  # no secret
    raise AssertionError
