"""What is called sound answers every question about every day."""

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from casework.domain.directory import PROVINCIAL, UNIT, Body, DirectoryUnsound, sound

days = st.one_of(
    st.none(), st.integers(0, 40).map(lambda number: date.fromordinal(date(2025, 6, 1).toordinal() + number))
)


@st.composite
def bodies(draw: st.DrawFn) -> list[Body]:
    kinds, ids = st.sampled_from([UNIT, UNIT, PROVINCIAL]), range(draw(st.integers(1, 6)))
    return [
        Body(
            id=f"b{number}",
            name="x",
            kind=draw(kinds),
            address="x@y.example",
            places=draw(st.frozensets(st.sampled_from("PQ"), max_size=1)),
            valid_from=draw(days),
            valid_to=draw(days),
            successor_id=draw(st.sampled_from(["", "", "b0", "b1", "b2"])),
        )
        for number in ids
    ]


@given(bodies())
def test_what_is_called_sound_answers_every_question_about_every_day(rows: Sequence[Body]) -> None:
    try:
        directory = sound(rows)
    except DirectoryUnsound:
        return
    for ordinal in range(date(2025, 5, 30).toordinal(), date(2025, 7, 14).toordinal()):
        day = date.fromordinal(ordinal)
        living = directory.on(day)
        assert sum(body.is_a(PROVINCIAL) for body in living) == (1 if living else 0)
        for place in "PQ":
            claiming = [body for body in living if body.is_a(UNIT) and place in body.places]
            assert len(claiming) <= 1
            if living:
                assert directory.responsible([place], day) == (claiming or [directory.provincial(day)])[0]
    for body in rows:
        if body.successor_id and body.valid_to:
            after = body.valid_to + timedelta(days=1)
            assert directory.in_office(body.id, after).exists_on(after)
