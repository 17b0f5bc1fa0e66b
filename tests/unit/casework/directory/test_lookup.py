"""Which body has to verify what is said about a place."""

from dataclasses import replace
from datetime import date

import pytest

from casework.domain.directory import PROVINCIAL, UNIT, Body, Directory, NoProvincialBody
from casework.store.bodies import packaged_bodies
from casework.testing import CAM_DUONG, PROVINCE

DAY = date(2026, 11, 24)
SAPA = Body("sapa", "Công đoàn Sa Pa", UNIT, "sapa@cong-doan.example", frozenset({"03006"}))


def test_the_unit_of_the_first_place_that_has_one_is_responsible() -> None:
    directory = Directory([PROVINCE, CAM_DUONG, SAPA])
    assert directory.responsible(["99999", "03006", "02680"], DAY) == SAPA
    assert directory.responsible(["02680", "03006"], DAY) == CAM_DUONG


@pytest.mark.parametrize("places", [[], [""], ["99999"]])
def test_without_a_unit_for_the_place_it_is_the_province_itself(places: list[str]) -> None:
    assert Directory([CAM_DUONG, PROVINCE]).responsible(places, DAY) == PROVINCE


def test_a_body_is_responsible_only_while_it_exists() -> None:
    old = replace(CAM_DUONG, id="cu", valid_to=date(2025, 6, 30))
    new = replace(CAM_DUONG, id="moi", valid_from=date(2025, 7, 1))
    directory = Directory([PROVINCE, old, new])
    assert directory.responsible(["02680"], date(2025, 6, 30)).id == "cu"
    assert directory.responsible(["02680"], date(2025, 7, 1)).id == "moi"


def test_a_directory_without_a_province_says_how_to_mend_it() -> None:
    with pytest.raises(NoProvincialBody, match=r"24/11/2026.*directory"):
        Directory([CAM_DUONG]).responsible([], DAY)


def test_the_packaged_table_has_one_province_unique_ids_and_no_place_twice() -> None:
    bodies = packaged_bodies()
    assert len({body.id for body in bodies}) == len(bodies)
    today = [body for body in bodies if body.exists_on(DAY)]
    assert len([body for body in today if body.kind == PROVINCIAL]) == 1
    units = [place for body in today if body.kind == UNIT for place in body.places]
    assert units
    assert len(units) == len(set(units))
    assert Directory(bodies).responsible(units[:1], DAY).kind == UNIT
