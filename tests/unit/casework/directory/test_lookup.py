"""Who has to verify, who is told, who stands above: by date."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casework.domain.directory import (
    MINISTRY,
    OUTLET,
    OVERSIGHT,
    OWNER,
    REGULATOR,
    UNIT,
    Body,
    Directory,
    EndedWithoutSuccessor,
    NoOversightBody,
    NoProvincialBody,
    NotAnOutlet,
    UnknownBody,
    sound,
)
from casework.store.bodies import packaged_bodies
from casework.testing import CAM_DUONG, PROVINCE
from shared.failures import Permanent

LETTER, LAST_OF_OLD, FIRST_OF_NEW, TODAY = date(2022, 8, 12), date(2025, 6, 30), date(2025, 7, 1), date(2026, 11, 24)
SAPA = Body("sapa", "Công đoàn Sa Pa", UNIT, "sapa@cong-doan.example", frozenset({"03006"}))
PARKS = Body("kcn", "Ban Công đoàn các KCN", UNIT, "k@x.example", frozenset(), sectors=frozenset({"khu công nghiệp"}))


@pytest.fixture
def shipped() -> Directory:
    return sound(packaged_bodies())


def test_the_unit_of_the_first_place_that_has_one_is_responsible() -> None:
    directory = Directory([PROVINCE, CAM_DUONG, SAPA])
    assert directory.responsible(["99999", "03006", "02680"], TODAY) == SAPA
    assert directory.responsible(["02680", "03006"], TODAY) == CAM_DUONG


@pytest.mark.parametrize("places", [[], [""], ["99999"]])
def test_without_a_unit_for_the_place_it_is_the_province_itself(places: list[str]) -> None:
    assert Directory([CAM_DUONG, PROVINCE]).responsible(places, TODAY) == PROVINCE


def test_a_sector_goes_before_the_place_in_which_it_lies() -> None:
    directory = Directory([PROVINCE, CAM_DUONG, PARKS])
    assert directory.responsible(["02680"], TODAY, ["Khu Công nghiệp"]) == PARKS
    assert directory.responsible(["02680"], TODAY, ["giáo dục"]) == CAM_DUONG


def test_a_body_is_responsible_only_while_it_exists() -> None:
    old = replace(CAM_DUONG, id="cu", valid_to=LAST_OF_OLD)
    new = replace(CAM_DUONG, id="moi", valid_from=FIRST_OF_NEW)
    directory = Directory([PROVINCE, old, new])
    assert directory.responsible(["02680"], LAST_OF_OLD).id == "cu"
    assert directory.responsible(["02680"], FIRST_OF_NEW).id == "moi"


def test_a_directory_without_a_province_says_how_to_mend_it() -> None:
    with pytest.raises(NoProvincialBody, match=r"24/11/2026.*“provincial”"):
        Directory([CAM_DUONG]).responsible([], TODAY)


@pytest.mark.parametrize(
    ("places", "day", "unit"),
    [
        (["thị xã Sa Pa"], LETTER, "ldld-tx-sa-pa"),
        (["Huyện Bảo Yên"], LAST_OF_OLD, "ldld-bao-yen"),
        (["thị xã Sa Pa"], FIRST_OF_NEW, "ldld-tinh"),
        (["03006"], LETTER, "ldld-tinh-truoc-2025"),
        (["03006"], FIRST_OF_NEW, "ldld-tinh"),
        (["03006"], date(2025, 8, 3), "ldld-tinh"),
        (["03006"], date(2025, 8, 4), "cd-sa-pa"),
        (["04252"], FIRST_OF_NEW, "cd-yen-bai"),
        ([], TODAY, "ldld-tinh"),
    ],
)
def test_the_shipped_organisation_answers_by_date(shipped: Directory, places: list[str], day: date, unit: str) -> None:
    assert shipped.responsible(places, day).id == unit


@pytest.mark.parametrize(
    ("day", "recipients"),
    [
        (LETTER, ["ban-tuyen-giao", "so-tttt", "ldld-tinh-truoc-2025"]),
        (LAST_OF_OLD, ["ban-tuyen-giao", "so-tttt", "ldld-tinh-truoc-2025"]),
        (FIRST_OF_NEW, ["ban-tgdv", "so-vhttdl", "ldld-tinh"]),
        (TODAY, ["ban-tgdv", "so-vhttdl", "ldld-tinh"]),
    ],
)
def test_the_three_copies_go_to_those_of_the_day_in_the_order_of_the_letter(
    shipped: Directory, day: date, recipients: list[str]
) -> None:
    assert [body.id for body in shipped.recipients_of_copies(day)] == recipients


def test_a_letter_that_nobody_would_oversee_is_refused() -> None:
    with pytest.raises(NoOversightBody, match="“oversight”"):
        Directory([replace(PROVINCE, also=frozenset({OVERSIGHT}))]).recipients_of_copies(TODAY)


@pytest.mark.parametrize(
    ("outlet", "day", "rungs"),
    [
        ("bao-lao-cai", LETTER, [(OWNER, "tinh-uy"), (REGULATOR, "so-tttt"), (MINISTRY, "bo-tttt")]),
        ("bao-lao-cai", date(2025, 3, 1), [(OWNER, "tinh-uy"), (REGULATOR, "so-tttt"), (MINISTRY, "bo-vhttdl")]),
        ("bao-lao-dong", TODAY, [(OWNER, "tong-ldld"), (REGULATOR, "so-vhttdl"), (MINISTRY, "bo-vhttdl")]),
        ("dai-ptth-lao-cai", LETTER, [(OWNER, None), (REGULATOR, "so-tttt"), (MINISTRY, "bo-tttt")]),
        ("dai-ptth-lao-cai", TODAY, [(OWNER, "tinh-uy"), (REGULATOR, "so-vhttdl"), (MINISTRY, "bo-vhttdl")]),
    ],
)
def test_escalation_climbs_from_the_owner_to_the_ministry_and_shows_what_is_not_known(
    shipped: Directory, outlet: str, day: date, rungs: list[tuple[str, str | None]]
) -> None:
    found = shipped.escalation_of(outlet, day)
    assert [(rung.role, rung.body and rung.body.id) for rung in found] == rungs


def test_only_outlets_have_somebody_above_them_to_turn_to(shipped: Directory) -> None:
    with pytest.raises(NotAnOutlet, match=f"cd-sa-pa.*“{OUTLET}”"):
        shipped.escalation_of("cd-sa-pa", TODAY)


def test_a_body_that_nobody_knows_is_parked_with_its_cure() -> None:
    with pytest.raises(UnknownBody, match=r"“x”.*haichieu bodies import.*haichieu parked replay") as caught:
        Directory([PROVINCE]).in_office("x", TODAY)
    assert isinstance(caught.value, Permanent)


def test_open_cases_of_units_that_have_ended_go_on_with_their_successors(shipped: Directory) -> None:
    units = ["ldld-bac-ha", "cd-nganh-3", "ldld-tinh-truoc-2025", "cd-yen-bai"]
    assert shipped.handovers(units, LAST_OF_OLD) == {}
    handed = shipped.handovers(units, FIRST_OF_NEW)
    assert {unit: holder.id for unit, holder in handed.items()} == dict.fromkeys(units[:3], "ldld-tinh")


def test_successors_are_followed_as_far_as_the_day_needs() -> None:
    days = [FIRST_OF_NEW + timedelta(days=10 * step) for step in range(3)]
    chain = [
        replace(
            CAM_DUONG,
            id=f"u{step}",
            valid_from=day,
            valid_to=day + timedelta(days=9) if step < 2 else None,
            successor_id=f"u{step + 1}" if step < 2 else "",
        )
        for step, day in enumerate(days)
    ]
    directory = sound([PROVINCE, *chain])
    assert [directory.in_office("u0", day).id for day in days] == ["u0", "u1", "u2"]


def test_a_body_that_ended_without_a_successor_says_which_cell_is_empty() -> None:
    ended = replace(CAM_DUONG, valid_to=LAST_OF_OLD)
    with pytest.raises(EndedWithoutSuccessor, match=r"30/06/2025.*successor_id.*cam-duong"):
        Directory([PROVINCE, ended]).handovers(["cam-duong"], FIRST_OF_NEW)
