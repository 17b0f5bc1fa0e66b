"""Once more when somebody was faster: for what people ask for, while they wait."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_delay, wait_random_exponential

from shared.failures import Transient

FIRST_PAUSE, LONGEST_PAUSE = 0.1, 1.0
"""Seconds; pauses are drawn at random, so that two who collided do not collide again."""

PATIENT_SECONDS = 5.0
"""As long as somebody waits for a page."""

Answer = TypeVar("Answer")


async def patiently(attempt: Callable[[], Awaitable[Answer]], seconds: float = PATIENT_SECONDS) -> Answer:
    """`attempt` again while it meets something passing; none is begun after `seconds`. Raises what the last one raised.

    Bounded by time, not by tries: of many who want the same row, the unluckiest loses as often as there are others.
    """
    retrying = AsyncRetrying(
        stop=stop_after_delay(seconds),
        wait=wait_random_exponential(multiplier=FIRST_PAUSE, max=LONGEST_PAUSE),
        retry=retry_if_exception_type(Transient),
        reraise=True,
    )

    # Not `retrying(attempt)`: tenacity does not await what a lambda returns.
    async def once() -> Answer:
        return await attempt()

    return await retrying(once)
