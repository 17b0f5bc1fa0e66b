"""Whenever somebody looks, each reminder fires once, in order and in office hours."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.casework.reminders.test_telling import START, clock, look

from casework.domain.reminders.telling import Telling
from casework.testing import CLOCKWORK


@given(st.integers(0, 60 * 24 * 400), st.lists(st.integers(0, 60 * 24 * 30), min_size=1, max_size=40), st.data())
def test_each_fires_once_in_order_and_in_office_hours_whenever_somebody_looks(shift, minutes, data) -> None:
    start = START + timedelta(minutes=shift)
    one, said = clock(start), list[tuple[datetime, Telling]]()
    ends = data.draw(st.none() | st.integers(0, len(minutes)))
    for number, after in enumerate(sorted(minutes)):
        now = start + timedelta(minutes=after)
        if number == ends:
            one = one.ended("met", now)
        one, told = look(one, now)
        again, nothing = look(one, now)
        assert (again, nothing) == (one, []), "another look at the same moment"
        assert not told or CLOCKWORK.office_open(now)
        assert not told or ends is None or number < ends
        assert all(each.planned.at <= now for each in told)
        said += [(now, each) for each in told]
    keys = [(each.planned.rule_id, each.planned.audience) for _, each in said]
    assert len(keys) == len(set(keys))
    for audience in {each.planned.audience for _, each in said}:
        order = [each.planned.at for _, each in said if each.planned.audience == audience]
        assert order == sorted(order)
    before = [now for now, each in said if each.planned.when == "before"]
    assert all(one.due_at is not None and now < one.due_at for now in before)
