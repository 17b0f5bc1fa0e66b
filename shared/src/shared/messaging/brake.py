"""The limit on parking: when nearly everything fails, the fault is ours (a bad deploy), not the messages'."""

from collections import deque
from dataclasses import dataclass, field


@dataclass(slots=True)
class Brake:
    """Engaged, nothing more is parked: the batch is asked for again until one message succeeds.

    Only failures of our own code count. Unreadable bytes are the sender's fault: they are parked without limit, so
    that a stranger's garbage can never stop a partition.
    """

    consecutive: int = 20
    """Failures in a row. A deploy that breaks everything stops after parking this many."""
    window: int = 200
    """Outcomes looked back on; more than half of a full window failing engages the brake too."""
    _row: int = 0
    _seen: deque[bool] = field(default_factory=deque)

    @property
    def engaged(self) -> bool:
        full = len(self._seen) >= self.window
        return self._row >= self.consecutive or (full and sum(self._seen) * 2 > len(self._seen))

    def failed(self) -> None:
        self._row += 1
        self._note(True)

    def succeeded(self) -> None:
        if self.engaged:
            self._seen.clear()
        self._row = 0
        self._note(False)

    def _note(self, failure: bool) -> None:
        self._seen.append(failure)
        if len(self._seen) > self.window:
            self._seen.popleft()
