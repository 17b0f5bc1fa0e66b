"""Which unit verifies is certain, or open with what speaks for each."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.unit.casework.conftest import Office

from casework.communefile import load_communes
from casework.domain.choosing import Choice, Clues, choose
from casework.domain.communes import Commune
from casework.domain.directory import Directory, sound
from casework.store.bodies import packaged_bodies
from casework.testing import PROVINCE, a_sighting

DAY = date(2026, 11, 29)
FEDERATION, PARKS = "ldld-tinh", "ban-cd-kcn"
SA_PA, CAM_DUONG = Commune("03006", "Phường Sa Pa"), Commune("02671", "Phường Cam Đường")
TA_VAN, PROVINCE_AS_A_WHOLE = Commune("03037", "Xã Tả Van"), Commune("", "Tỉnh Lào Cai")


@pytest.fixture(scope="module")
def directory() -> Directory:
    return sound(packaged_bodies())


def choice(directory: Directory, *places: Commune, text: str = "", **named: Any) -> Choice:
    return choose(directory, DAY, Clues(places, text, **named))


@pytest.mark.parametrize(
    ("places", "other", "unit"),
    [
        ([SA_PA], {}, "cd-sa-pa"),
        ([TA_VAN, SA_PA], {}, "cd-sa-pa"),
        ([SA_PA, SA_PA], {}, "cd-sa-pa"),
        ([TA_VAN], {}, FEDERATION),
        ([SA_PA], {"text": "Công nhân Khu công nghiệp kêu"}, PARKS),
        ([SA_PA, CAM_DUONG], {"unit_id": "cd-cam-duong"}, "cd-cam-duong"),
        ([], {"unit_id": PARKS}, PARKS),
        ([SA_PA], {"unit_id": "da-ket-thuc"}, "cd-sa-pa"),
    ],
)
def test_one_that_is_certain_has_the_case(
    directory: Directory, places: list[Commune], other: dict[str, Any], unit: str
) -> None:
    found = choice(directory, *places, **other)
    assert (found.unit.id, found.question, found.proposals) == (unit, "", ())


def test_two_that_fit_equally_are_proposed_with_their_reasons_and_the_federation_keeps_the_case(
    directory: Directory,
) -> None:
    found = choice(directory, SA_PA, CAM_DUONG, SA_PA)
    assert (found.unit.id, found.question) == (FEDERATION, "several")
    assert [(one.unit_id, one.why) for one in found.proposals] == [
        ("cd-sa-pa", "Phường Sa Pa thuộc địa bàn của đơn vị"),
        ("cd-cam-duong", "Phường Cam Đường thuộc địa bàn của đơn vị"),
    ]


def test_where_classify_leaves_it_to_people_they_are_shown_what_it_saw(directory: Directory) -> None:
    saw = (("cd-sa-pa", "place", "Phường Sa Pa"), (PARKS, "employer", "Công ty X"), ("khong-con", "place", "Y"))
    found = choice(directory, SA_PA, unit_id="", answers=saw)
    assert (found.unit.id, found.question) == (FEDERATION, "several")
    assert [one.why for one in found.proposals] == ["Phường Sa Pa thuộc địa bàn của đơn vị", "“Công ty X” thuộc đơn vị"]


@pytest.mark.parametrize("places", [[], [PROVINCE_AS_A_WHOLE]])
def test_where_nothing_points_to_a_unit_nobody_pretends(directory: Directory, places: list[Commune]) -> None:
    found = choice(directory, *places, text="siêu khu công nghiệpxyz")
    assert (found.unit.id, found.question, found.proposals) == (FEDERATION, "unknown", ())


def test_a_district_of_before_is_known_by_its_name(directory: Directory) -> None:
    then = choose(directory, date(2024, 3, 1), Clues([Commune("", "huyện Bắc Hà")]))
    assert (then.unit.id, then.question) == ("ldld-bac-ha", "")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("02671", "Phường Cam Đường"),
        ("2671", "Phường Cam Đường"),
        ("phường cam đường", "Phường Cam Đường"),
        ("Cam Duong", "Phường Cam Đường"),
        (" xã  Sí Ma Cai ", "Xã Si Ma Cai"),
        ("phường Bắc Hà", None),
        ("Hà Nội", None),
        ("99999", None),
        ("", None),
    ],
)
def test_communes_are_found_as_people_write_them(typed: str, name: str | None) -> None:
    found = load_communes().find(typed)
    assert (found.name if found else None) == name


async def test_a_case_whose_unit_is_open_says_so_and_its_clock_runs(office: Office) -> None:
    await office.assess(replace(a_sighting(), places=(), place_names=()))
    (case,) = office.cases
    assert (case.unit, case.question, len(case.clocks)) == (PROVINCE, "unknown", 1)
    assert office.kinds() == ["opened", "notice-requested", "unit-open"]


async def test_what_classify_names_is_taken(office: Office) -> None:
    await office.assess(replace(a_sighting(), places=(), place_names=(), unit_id="cam-duong"))
    assert [(case.unit.id, case.question) for case in office.cases] == [("cam-duong", "")]
