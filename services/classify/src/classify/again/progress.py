"""How far a re-assessment is, for whoever watches the terminal: one line that is written over."""

import time
from typing import TextIO

from classify.again.run import Run

WIDTH = 30
EVERY_SECONDS = 0.2
SELDOM_SECONDS = 10.0
"""Where the line goes into a file."""


class Progress:
    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._alive = out.isatty()
        self._begun = time.monotonic()
        self._first: int | None = None
        self._told = 0.0

    def __call__(self, run: Run, waits: str) -> None:
        now = time.monotonic()
        if self._first is None:
            self._first = run.done
        if now - self._told < (EVERY_SECONDS if self._alive else SELDOM_SECONDS) and run.done < run.total:
            return
        self._told = now
        line = f"{bar(run)} {waits or self._left(run, now)}"
        self._out.write(f"\r{line}\x1b[K" if self._alive else f"{line}\n")
        self._out.flush()

    def end(self) -> None:
        if self._alive:
            self._out.write("\n")

    def _left(self, run: Run, now: float) -> str:
        """At the pace of this process; nothing is said before it has one."""
        done = run.done - (self._first or 0)
        if not done or run.done >= run.total:
            return ""
        seconds = (run.total - run.done) * (now - self._begun) / done
        return f"· {seconds:.0f} s left" if seconds < 120 else f"· {seconds / 60:.0f} min left"


def bar(run: Run) -> str:
    """Of what was there when it began; what was deleted since is not waited for."""
    share = min(1.0, run.done / run.total) if run.total else 1.0
    full = int(WIDTH * share)
    return f"[{'#' * full}{'.' * (WIDTH - full)}] {run.done:,} of {run.total:,} · {run.changed:,} changed"
