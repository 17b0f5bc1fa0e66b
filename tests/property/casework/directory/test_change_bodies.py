"""Imports in any order: versions without a gap, the last event is what is kept."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.casework.directory.test_change_bodies import TOPIC, bring

from casework.bodies_testing import in_memory_directory
from casework.domain.directory import Body
from casework.testing import CAM_DUONG, PROVINCE

texts = st.sampled_from(["", "a", "b"])


phones = st.lists(st.tuples(st.sampled_from(["tinh", "u1", "u2"]), texts), max_size=8)


@given(st.lists(phones, max_size=6))
async def test_versions_have_no_gap_and_the_last_event_is_what_is_kept(imports: Sequence[Any]) -> None:
    works = in_memory_directory()
    await bring(works, PROVINCE)
    for rows in imports:
        found = {one: _unit(one, phone) for one, phone in rows}
        await bring(works, *found.values())
    versions: dict[str, list[int]] = {}
    last: dict[str, str] = {}
    for posting in works.posted(TOPIC):
        event = json.loads(posting.body)
        versions.setdefault(event["subject_id"], []).append(event["subject_version"])
        last[event["subject_id"]] = event["phone"]
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in versions.values())
    assert last == {one: kept.body.phone for one, kept in works.table("bodies").items()}


def _unit(one: str, phone: str) -> Body:
    return replace(PROVINCE if one == "tinh" else replace(CAM_DUONG, id=one, places=frozenset()), phone=phone)
