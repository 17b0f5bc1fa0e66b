"""One request at a time per host, and a pause between two of them."""

import asyncio
import time

HOSTS_REMEMBERED = 1_024


class Pace:
    """Turns are handed out in the order in which they are asked for."""

    def __init__(self, interval: float) -> None:
        self._interval = interval
        self._free_at: dict[str, float] = {}

    def __len__(self) -> int:
        return len(self._free_at)

    async def turn(self, host: str) -> None:
        """Return when it is this request's turn at the host."""
        now = time.monotonic()
        if len(self._free_at) >= HOSTS_REMEMBERED:
            self._forget(now)
        mine = max(now, self._free_at.get(host, now))
        self._free_at[host] = mine + self._interval
        if mine > now:
            await asyncio.sleep(mine - now)

    def _forget(self, now: float) -> None:
        """A host whose pause is over is like one never asked; the others are as many as requests in flight."""
        self._free_at = {host: free for host, free in self._free_at.items() if free > now}
