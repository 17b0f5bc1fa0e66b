"""kill -9, at random, of whatever the stack is made of; the stack's own watchers start it again."""

import asyncio
import random
import signal
from collections import Counter

from haichieu.stack import Stack

PAUSES = (0.3, 2.5)
"""Seconds between two kills: often the next one falls while the last victim is still coming up."""


async def kill_at_random(stack: Stack, kills: int, seed: int) -> Counter[str]:
    """Kill `kills` times; what was killed how often. A victim that is down at the moment is passed over."""
    dice = random.Random(seed)
    killed: Counter[str] = Counter()
    while killed.total() < kills:
        await asyncio.sleep(dice.uniform(*PAUSES))
        name, child = dice.choice(list(stack.children.items()))
        if child.running:
            child.signal(signal.SIGKILL)
            killed[name] += 1
    return killed
