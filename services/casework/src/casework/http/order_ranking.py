"""In which order a page shows what may be done: first what waits for its reader, last what sends a case elsewhere."""

from collections.abc import Iterable, Sequence

from casework.domain.life import commands as c

AWAITED: Sequence[type[c.Command]] = (c.ApproveConclusion, c.ReturnConclusion)
"""Nobody else moves the case on: it lies with whoever sees these."""
ELSEWHERE: Sequence[type[c.Command]] = (c.Dismiss, c.Assign)


def ranked(kinds: Iterable[type[c.Command]]) -> list[type[c.Command]]:
    """Otherwise in the order of the table."""
    return sorted(kinds, key=_rank)


def _rank(kind: type[c.Command]) -> int:
    if kind in AWAITED:
        return AWAITED.index(kind) - len(AWAITED)
    return int(kind in ELSEWHERE)
