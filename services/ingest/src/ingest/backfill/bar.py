"""How far a backfill is: a bar on standard error, and at the end one line on standard output."""

import json
import sys
from collections import Counter
from collections.abc import Mapping
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ingest.backfill.job import LISTS
from ingest.reading.bounds import PAST_LIMIT
from ingest.reading.listing import OVER


class Bar:
    """`total` None: nobody knows beforehand. Without a terminal nothing is drawn."""

    def __init__(self, total: int | None) -> None:
        columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
        self._progress = Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty())
        self._task = self._progress.add_task("", total=total)
        self._ended: Counter[str] = Counter()

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def told(self, how: str, number: int) -> None:
        """So many more ended so."""
        self._ended[how] += number
        self._progress.update(self._task, advance=number, description=self._words())

    def stands(self, ended: Mapping[str, int], known: int) -> None:
        """All that have ended until now, of all that are known of."""
        self._ended = Counter(ended)
        done = self._ended.total()
        self._progress.update(self._task, completed=done, total=known, description=self._words())

    def summary(self, over: int = 0) -> int:
        """The exit code: 1 when `over` addresses were listed that are not taken."""
        told = self._ended + Counter({OVER: over})
        sys.stdout.write(f"{json.dumps({how: number for how, number in told.items() if number})}\n")
        if over:
            sys.stderr.write(
                f"{over:,} addresses were listed and are not taken: a list holds up to {PAST_LIMIT:,}, a job up to "
                f"{LISTS:,} lists. Name the lists that are missing with --list.\n"
            )
        return 1 if over else 0

    def _words(self) -> str:
        return ", ".join(f"{number:,} {how}" for how, number in self._ended.items() if number)
