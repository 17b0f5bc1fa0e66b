"""Changes that arrive out of order, and the hours in which Vietnam is a day ahead of UTC."""

from dataclasses import replace
from datetime import UTC, date, datetime

from tests.unit.casework.conftest import Office

from casework.domain.directory import Directory
from casework.testing import CAM_DUONG, PROVINCE, a_sighting, in_memory_works
from casework.usecases import follow_assessments


async def test_a_change_that_arrives_late_does_not_undo_a_newer_one() -> None:
    office = Office()
    await office.assess(a_sighting(message_id="m1", publication_id="p1"))
    await office.change("c2", "p1", "removed", minutes=2)
    await office.change("c1", "p1", "edited", minutes=1)
    assert office.told[0].state == "removed"


async def test_after_midnight_in_vietnam_the_new_unit_is_asked() -> None:
    old = replace(CAM_DUONG, id="cu", valid_to=date(2025, 6, 30))
    new = replace(CAM_DUONG, id="moi", valid_from=date(2025, 7, 1))
    works = in_memory_works()
    half_past_two = datetime(2025, 6, 30, 19, 30, tzinfo=UTC)
    directory = Directory([PROVINCE, old, new])
    await follow_assessments([a_sighting()], works, directory, iter("abcdef").__next__, half_past_two)
    (case,) = works.table("cases").values()
    assert case.unit.id == "moi"
