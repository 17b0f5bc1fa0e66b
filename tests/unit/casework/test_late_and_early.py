"""Changes that arrive out of order, and the hours in which Vietnam is a day ahead of UTC."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import permutations

import pytest
from tests.unit.casework.conftest import Office

from casework.domain.directory import Directory
from casework.testing import CAM_DUONG, CLOCKWORK, PROOF_RULES, PROVINCE, a_sighting, in_memory_works
from casework.usecases.following import follow_assessments
from casework.usecases.means import Means


async def test_a_change_that_arrives_late_does_not_undo_a_newer_one() -> None:
    office = Office()
    await office.assess(a_sighting(message_id="m1", publication_id="p1"))
    await office.change("c2", "p1", "removed", minutes=2)
    await office.change("c1", "p1", "edited", minutes=1)
    assert office.told[0].state == "removed"


@pytest.mark.parametrize("order", list(permutations(["assess", "edited", "removed", "restored"])))
async def test_in_whatever_order_assessment_and_changes_come_the_newest_state_stands(order: tuple[str, ...]) -> None:
    office = Office()
    for step in order:
        if step == "assess":
            await office.assess(a_sighting(publication_id="p1"))
        else:
            await office.change(step, "p1", step, minutes=("edited", "removed", "restored").index(step))
    assert office.told[0].state == "restored"
    lines = sorted(office.works.table("timeline").values(), key=lambda line: (line["at"], line["step"]))
    changes = [line["kind"] for line in lines if line["kind"].startswith("publication-")]
    assert changes == ["publication-edited", "publication-removed", "publication-restored"]


async def test_after_midnight_in_vietnam_the_new_unit_is_asked() -> None:
    old = replace(CAM_DUONG, id="cu", valid_to=date(2025, 6, 30))
    new = replace(CAM_DUONG, id="moi", valid_from=date(2025, 7, 1))
    works = in_memory_works()
    half_past_two = datetime(2025, 6, 30, 19, 30, tzinfo=UTC)
    directory = Directory([PROVINCE, old, new])
    await follow_assessments(
        [a_sighting()],
        works,
        Means(directory, CLOCKWORK, iter("abcdef").__next__, PROOF_RULES),
        half_past_two,
    )
    (case,) = works.table("cases").values()
    assert case.unit.id == "moi"
