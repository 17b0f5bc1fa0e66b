"""Whatever stands in a field of CASE.json, it is read or refused."""

import json
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.casework.letters.papers import example

from casework.letters.casefile import parse_case
from casework.letters.errors import CaseUnreadable

scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=20)


anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(value=anything, field=st.sampled_from(sorted(example("correction"))))
def test_whatever_stands_in_a_field_it_is_read_or_refused_as_a_case(value, field):
    with suppress(CaseUnreadable):
        parse_case(json.dumps(example("correction") | {field: value}), "correction")
