"""kill -9, at random, of whatever the stack is made of; the stack's own watchers start it again."""

import asyncio
import random
import signal
from collections import Counter
from collections.abc import Iterator

from haichieu.stack import Stack

PAUSES = (0.3, 5.0)
"""Seconds between two kills: often the next one falls while the last victim is still coming up, and sometimes into
the middle of the work that has piled up meanwhile."""
SERVERS = ("mongod", "kafka")


async def kill_at_random(stack: Stack, kills: int, seed: int) -> Counter[str]:
    """Kill `kills` times; what was killed how often. A victim that is down is killed as soon as it has begun again."""
    dice = random.Random(seed)
    victims = _dealt(list(stack.children), dice)
    killed: Counter[str] = Counter()
    while killed.total() < kills:
        await asyncio.sleep(dice.uniform(*PAUSES))
        child = stack.children[name := next(victims)]
        while not child.running:  # noqa: ASYNC110 - processes tell nobody
            await asyncio.sleep(0.05)
        child.signal(signal.SIGKILL)
        killed[name] += 1
    return killed


def _dealt(names: list[str], dice: random.Random) -> Iterator[str]:
    """Like cards, so that everybody's turn comes; a server as often as the two replicas of a service together."""
    while True:
        deck = [*names, *SERVERS]
        dice.shuffle(deck)
        yield from deck
