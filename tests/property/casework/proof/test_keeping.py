"""A notice never stood longer than it was looked at."""

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.casework.proof.test_keeping import days

from casework.domain.proof.keeping import kept


@given(st.text("+-? ", max_size=40))
def test_never_more_days_than_there_were(signs: str) -> None:
    found = kept(days(signs))  # type: ignore[arg-type]  # as above
    if found is not None:
        assert 0 <= found.days <= signs.rindex("+") - signs.index("+")
        assert (found.removed_at is not None) == ("-" in signs[signs.rindex("+") :])
