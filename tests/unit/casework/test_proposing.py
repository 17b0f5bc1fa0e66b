"""Whom the machine gives a new case to, by what classify says of who answers."""

from datetime import date
from typing import Any

import pytest

from casework.domain.choosing import choose
from casework.domain.directory import PROVINCIAL, UNIT, Body, Directory
from casework.testing import a_sighting
from casework.usecases.following import clues_of

TODAY = date(2026, 11, 24)
PROVINCE = Body("tinh", "LĐLĐ tỉnh", PROVINCIAL, "tinh@cong-doan.example", frozenset())
SA_PA = Body("sa-pa", "Công đoàn phường Sa Pa", UNIT, "sa-pa@cong-doan.example", frozenset({"03006"}))
ENDED = Body("huyen", "LĐLĐ thị xã Sa Pa", UNIT, "", frozenset(), valid_to=date(2025, 6, 30), successor_id="tinh")
PARKS = Body("kcn", "Công đoàn các KCN", UNIT, "kcn@cong-doan.example", frozenset(), sectors=frozenset({"kcn"}))
OUTLET = Body("bao", "Báo Lào Cai", "outlet", "", frozenset())
DIRECTORY = Directory([PROVINCE, SA_PA, ENDED, PARKS, OUTLET])


@pytest.mark.parametrize(
    ("said", "given"),
    [
        ("kcn", "kcn"),
        ("tinh", "tinh"),
        ("", "tinh"),
        (None, "sa-pa"),
        ("huyen", "sa-pa"),
        ("nobody-here", "sa-pa"),
        ("bao", "sa-pa"),
    ],
    ids=["certain", "the federation", "several fit equally", "nothing said", "ended", "unknown", "no unit"],
)
def test_the_certain_one_is_taken_else_the_places_of_today_decide(said: str | None, given: str) -> None:
    clues = clues_of(a_sighting(places=("03006",), place_names=("Phường Sa Pa",), unit_id=said))
    assert choose(DIRECTORY, TODAY, clues).unit.id == given


async def test_a_case_goes_to_the_unit_that_classify_is_certain_of(office: Any, create_telling: Any) -> None:
    await office.assess(create_telling(1, unit_id="tinh"))
    assert [case.unit.id for case in office.cases] == ["tinh"], "though its place has a unit"
