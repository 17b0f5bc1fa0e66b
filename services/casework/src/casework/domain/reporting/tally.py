"""Counting by key."""

from casework.domain.reporting.figures import FIGURES, Figure


class Tally:
    """Counts by key, and remembers where each count came from."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = dict.fromkeys(FIGURES, 0)
        self._cases: dict[str, list[str]] = {}

    def add(self, key: str, case_id: str, times: int = 1) -> None:
        if times:
            self._counts[key] = self._counts.get(key, 0) + times
            behind = self._cases.setdefault(key, [])
            if behind[-1:] != [case_id]:
                behind.append(case_id)

    def figures(self) -> tuple[Figure, ...]:
        """Each with its cases in the order of their ids: the same facts give the same bytes."""
        topics = sorted(key for key in self._counts if key not in FIGURES)
        keys = (*FIGURES, *topics)
        return tuple(Figure(key, self._counts[key], tuple(sorted(set(self._cases.get(key, ()))))) for key in keys)
