"""What people put together or apart is told with the change, by publication."""

from typing import Any

import pytest
from tests.unit.casework.life.test_splitting import OLD, Floor, alike

from casework.domain.case import Case
from casework.domain.life import commands as c

CHANGED = "casework.case-changed.v1"


@pytest.fixture
async def floor(create_telling: Any) -> Floor:
    """One case of three publications, another of one."""
    floor = Floor()
    for number in (1, 2, 3):
        await floor.assess(create_telling(number, encoded_signature=alike(1)))
    await floor.assess(create_telling(4, encoded_signature=alike(1, salt=10_000)))
    return floor


def other(floor: Floor) -> Case:
    return next(case for case in floor.cases if case.id != OLD)


def told(floor: Floor) -> dict[str, Any]:
    return {event["kind"]: event["moved"] for event in floor.events(CHANGED) if event["moved"]}


async def test_a_split_tells_what_left_and_what_stays(floor: Floor) -> None:
    before = {case.id for case in floor.cases}
    await floor.do(c.Split(publication_ids=("p3", "p1"), reason="Công ty khác"))
    (new,) = {case.id for case in floor.cases} - before
    assert told(floor) == {"split": {"case_id": new, "publications": ["p1", "p3"], "others": ["p2"], "together": False}}


async def test_a_merge_tells_what_belongs_together_and_its_undoing_that_it_does_not(floor: Floor) -> None:
    target = other(floor).id
    await floor.do(c.MergeInto(case_id=target, reason="Cùng một việc"))
    sides = {"case_id": target, "publications": ["p1", "p2", "p3"], "others": ["p4"]}
    assert told(floor) == {"merged": sides | {"together": True}}
    await floor.do(c.Unmerge(reason="Hai việc"))
    assert told(floor) == {"merged": sides | {"together": True}, "unmerged": sides | {"together": False}}


async def test_what_was_merged_before_belongs_to_it(floor: Floor, create_telling: Any) -> None:
    target = other(floor).id
    await floor.assess(create_telling(5, encoded_signature=alike(1, salt=20_000)))
    third = next(case.id for case in floor.cases if case.id not in (OLD, target))
    await floor.do(c.MergeInto(case_id=OLD, reason="Cùng một việc"), case_id=third)
    await floor.do(c.MergeInto(case_id=target, reason="Cùng một việc"))
    assert [event["moved"]["publications"] for event in floor.events(CHANGED) if event["moved"]] == [
        ["p5"],
        ["p1", "p5", "p2", "p3"],
    ]


async def test_other_steps_tell_nothing_of_it(floor: Floor) -> None:
    await floor.do(c.LinkCase(case_id=other(floor).id, reason="Liên quan"))
    assert told(floor) == {}
