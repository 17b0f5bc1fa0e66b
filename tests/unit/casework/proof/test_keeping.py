"""How long a notice stood, and where nobody knows."""

from datetime import timedelta

import pytest
from tests.unit.casework.proof.examples import AT

from casework.domain.proof.keeping import Standing, kept

SIGNS: dict[str, Standing] = {"+": "carries", "-": "absent", "?": "unknown"}


def days(signs: str) -> list[tuple[object, Standing]]:
    """One look a day; a blank is a day without."""
    return [(AT + timedelta(days=n), SIGNS[sign]) for n, sign in enumerate(signs) if sign != " "]


@pytest.mark.parametrize(
    ("signs", "counted", "gaps", "removed"),
    [
        ("+", 0, [], None),
        ("++++++++", 7, [], None),
        ("--+++", 2, [], None),
        ("++-", 1, [], 2),
        ("++--++", 3, [("absent", 2)], None),
        ("++   ++", 6, [("not-looked", 4)], None),
        ("++??++", 5, [("not-looked", 3)], None),
        ("+++?", 2, [], None),
        ("++-?-", 1, [], 2),
    ],
)
def test_days_gaps_and_removal(signs: str, counted: int, gaps: list[tuple[str, int]], removed: int | None) -> None:
    found = kept(days(signs))  # type: ignore[arg-type]  # pairs of a moment and a standing
    assert found is not None
    assert found.days == counted
    assert [(gap.kind, (gap.until - gap.since).days) for gap in found.gaps] == gaps
    assert found.removed_at == (AT + timedelta(days=removed) if removed is not None else None)


@pytest.mark.parametrize("signs", ["", "-", "??", "-?-"])
def test_what_was_never_seen_was_not_kept(signs: str) -> None:
    assert kept(days(signs)) is None  # type: ignore[arg-type]  # as above
