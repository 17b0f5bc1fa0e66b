"""An import: all or nothing, the same again changes nothing, every real change is one event."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from casework.bodies_testing import InMemoryBodyTable, in_memory_directory
from casework.body_usecases import change_bodies
from casework.domain.directory import Body, DirectoryUnsound
from casework.domain.directory.difference import Difference
from casework.testing import CAM_DUONG, PROVINCE
from shared.store.testing import InMemoryUnitOfWork

Works = InMemoryUnitOfWork[InMemoryBodyTable]
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
TOPIC = "casework.body-changed.v1"


async def bring(works: Works, *wanted: Body, dry_run: bool = False, lines: Any = None) -> Difference:
    return await change_bodies(wanted, works, "lan", NOW, lines or {}, dry_run=dry_run)


def events(works: Works) -> list[tuple[str, int, str]]:
    told = [json.loads(posting.body) for posting in works.posted(TOPIC)]
    return [(event["subject_id"], event["subject_version"], event["actor"]) for event in told]


async def test_each_real_change_is_an_event_with_the_next_version_of_its_body() -> None:
    works = in_memory_directory()
    await bring(works, PROVINCE, CAM_DUONG)
    found = await bring(works, replace(CAM_DUONG, phone="0214 3 000 000"))
    assert events(works) == [("tinh", 1, "lan"), ("cam-duong", 1, "lan"), ("cam-duong", 2, "lan")]
    assert found.altered[0].cells == {"phone": ("", "0214 3 000 000")}
    assert (found.added, found.unchanged, found.absent) == ((), 0, ("tinh",))
    assert works.table("bodies")["cam-duong"].body.phone == "0214 3 000 000"
    assert works.table("bodies")["tinh"].body == PROVINCE, "who is not named stays"


async def test_the_same_again_changes_nothing_and_says_nothing() -> None:
    works = in_memory_directory()
    await bring(works, PROVINCE, CAM_DUONG)
    before = (works.tables, events(works))
    found = await bring(works, PROVINCE, CAM_DUONG)
    assert (found.added, found.altered, found.unchanged) == ((), (), 2)
    assert (works.tables, events(works)) == before


async def test_a_dry_run_finds_the_same_and_changes_nothing() -> None:
    works = in_memory_directory()
    await bring(works, PROVINCE)
    before = works.tables
    dry = await bring(works, replace(PROVINCE, name="Khác"), CAM_DUONG, dry_run=True)
    assert works.tables == before
    assert dry == await bring(works, replace(PROVINCE, name="Khác"), CAM_DUONG)


async def test_a_fault_with_what_is_there_already_is_told_by_its_line_and_nothing_is_half_changed() -> None:
    works = in_memory_directory()
    await bring(works, PROVINCE, CAM_DUONG)
    before = works.tables
    rival = replace(CAM_DUONG, id="x-moi", valid_from=date(2026, 1, 1))
    with pytest.raises(DirectoryUnsound, match=r"dòng 7 \(x-moi\), cột places: .*cam-duong"):
        await bring(works, replace(PROVINCE, name="Khác"), rival, lines={"tinh": 6, "x-moi": 7})
    assert works.tables == before
    assert len(events(works)) == 2
    with pytest.raises(DirectoryUnsound):
        await bring(works, rival, dry_run=True)
