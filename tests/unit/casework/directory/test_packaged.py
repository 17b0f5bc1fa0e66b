"""The table that ships: whole, canonical, and honest about what is not known."""

from datetime import date, timedelta
from importlib.resources import files

import pytest

from casework.domain.directory import OVERSIGHT, PROVINCIAL, UNIT, Body, sheet, sound
from casework.store.bodies import packaged_bodies

LETTER, TODAY = date(2022, 8, 12), date(2026, 11, 24)


def of(role: str, day: date) -> list[Body]:
    return [body for body in sound(packaged_bodies()).on(day) if body.is_a(role)]


def test_it_is_sound_and_written_as_an_export_would_write_it() -> None:
    text = files("casework").joinpath("data/bodies.csv").read_text("utf-8")
    assert sheet.write(packaged_bodies()) == text


def test_the_organisation_of_the_letter() -> None:
    units = of(UNIT, LETTER)
    districts = {place for body in units for place in body.places}
    assert len(units) == 9 + 6
    assert len(districts) == 9
    assert {"thành phố Lào Cai", "thị xã Sa Pa", "huyện Si Ma Cai"} < districts
    sectors = [body for body in units if not body.places]
    assert {(body.mark, "chưa xác minh tên" in body.name) for body in sectors} == {("U", True)}


def test_the_organisation_of_today() -> None:
    units = of(UNIT, TODAY)
    assert len([body for body in units if body.places]) == 11
    assert [body.id for body in units if body.sectors] == ["ban-cd-kcn"]


@pytest.mark.parametrize("days", range(-3, 3))
def test_every_day_around_the_change_has_one_province_and_three_copies(days: int) -> None:
    day = date(2025, 7, 1) + timedelta(days=days)
    assert len(of(PROVINCIAL, day)) == 1
    assert len(of(OVERSIGHT, day)) == 3


def test_no_address_is_real_and_each_is_known_to_be_none() -> None:
    """Real ones are for the federation to fill in; a placeholder must never look like one."""
    addresses = [body for body in packaged_bodies() if body.address]
    assert addresses
    assert all(body.address_is_placeholder for body in addresses)


def test_what_is_dated_says_how_sure_the_date_is_and_everything_names_its_source() -> None:
    for body in packaged_bodies():
        assert body.source
        assert bool(body.dates_mark) == bool(body.valid_from or body.valid_to)
