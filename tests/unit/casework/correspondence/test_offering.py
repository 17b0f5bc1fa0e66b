"""Which letters a case has room for now, and what a form for one begins with."""

from dataclasses import replace
from typing import Any

import pytest
from tests.unit.casework.correspondence.examples import (
    AT,
    CORRECTION,
    VERIFICATION,
    a_case,
    a_life,
    a_matter,
    own,
    the_issuer,
)

from casework.correspondence.filed import Filed
from casework.correspondence.issuing import load_issuing
from casework.correspondence.offering import Writable, writable
from casework.correspondence.prefilling import prefilled
from casework.correspondence.printing import Press
from casework.correspondence.suggesting import repeated, suggested, without
from casework.domain.directory import PROVINCIAL
from casework.domain.life import actor as life
from casework.domain.life.life import Life
from casework.domain.life.stages import Stage
from casework.domain.roles import Role
from casework.letters.letter import draft
from casework.letters.steps import WRITERS, Actor, State

LAN = Actor("lan", Role.WATCH_OFFICER)
DESK = life.Actor("lan", Role.WATCH_OFFICER)
VERIFYING = Life("verifying")


async def filed(said: dict[str, Any], state: State, stage: Life | None = None) -> Filed:
    sheet = await Press().draft(said["kind"], prefilled(own(said), a_matter(stage)))
    way = replace(draft("letter-1", "LĐLĐ", "phat", sheet.sha256, LAN, AT), state=state)
    return Filed(
        way, "case-1", 1, said["kind"], own(said).model_dump(mode="json"), sheet.printed, said.get("request_id")
    )


@pytest.mark.parametrize("stage", ["triage", "concluding", "closed", "dismissed", "merged"])
def test_no_letter_where_nothing_is_asked_of_anybody(stage: Stage) -> None:
    case, _ = a_case(Life(stage))
    assert writable(case, [], replace(DESK, role=Role.LEADER)) == []


@pytest.mark.parametrize("role", Role)
def test_letters_are_for_those_who_write_them(role: Role) -> None:
    case, _ = a_case(VERIFYING)
    assert bool(writable(case, [], replace(DESK, role=role))) == (role in WRITERS)


async def test_a_unit_is_reminded_of_what_it_was_asked_by_letter() -> None:
    case, _ = a_case(VERIFYING)
    asked = await filed(VERIFICATION, "issued", VERIFYING)
    assert writable(case, [await filed(VERIFICATION, "signed", VERIFYING)], DESK) == [Writable("verification")]
    assert Writable("reminder") in writable(case, [asked], DESK)
    other = replace(case, unit=replace(case.unit, name="Công đoàn khác"))
    assert Writable("reminder") not in writable(other, [asked], DESK), "another unit was asked nothing"


async def test_nobody_is_offered_a_letter_to_himself() -> None:
    case, _ = a_case(VERIFYING)
    asked = [await filed(VERIFICATION, "issued", VERIFYING)]
    own_unit, other_unit = (life.Actor("minh", Role.UNIT_OFFICER, id_) for id_ in (case.unit.id, "sa-pa"))
    assert writable(case, asked, own_unit) == []
    assert len(writable(case, asked, other_unit)) == 2
    assert writable(replace(case, unit=replace(case.unit, kind=PROVINCIAL)), asked, DESK) == []


async def test_a_request_has_one_living_letter_and_then_its_copies() -> None:
    case, _ = a_case()
    assert writable(case, [], DESK) == [Writable("correction", "r1")]
    assert writable(case, [await filed(CORRECTION, "proposed")], DESK) == []
    assert writable(case, [await filed(CORRECTION, "voided")], DESK) == [Writable("correction", "r1")]
    assert writable(case, [await filed(CORRECTION, "issued")], DESK) == [Writable("copy", "r1")]


def test_a_request_that_was_sent_has_no_new_letter() -> None:
    (request,) = a_life().requests
    case, _ = a_case(replace(a_life(), requests=(replace(request, state="sent"),)))
    assert writable(case, [], DESK) == []


def test_what_is_suggested_is_what_the_desk_fills_in_by_itself() -> None:
    case, told = a_case()
    matter = a_matter()
    paper = prefilled(own(CORRECTION), matter).model_dump()
    suggestion = suggested("correction", "r1", case, [told], load_issuing())
    assert {name: paper[name] for name in suggestion} == suggestion
    asked = suggested("verification", None, a_case(VERIFYING)[0], [told], load_issuing())
    paper = prefilled(own(VERIFICATION), a_matter(VERIFYING)).model_dump()
    assert {name: paper[name] for name in asked} == asked


def test_what_was_left_as_suggested_is_not_the_writers_word() -> None:
    suggestion = {"harmed": "Công đoàn", "evidence": ["a"]}
    assert without({"harmed": "Công đoàn", "evidence": ["a", "b"], "owner": "x"}, suggestion) == {
        "evidence": ["a", "b"],
        "owner": "x",
    }


async def test_the_first_letter_of_a_case_names_its_writer_and_the_next_ones_as_before() -> None:
    issuing = load_issuing()
    first = repeated([], issuing, "Đỗ Thị Lan")
    assert first["contact"] == {"name": "Đỗ Thị Lan", "phone": the_issuer().phone, "email": the_issuer().email}
    next_one = repeated([await filed(CORRECTION, "issued")], issuing, "Người Khác")
    assert (next_one["signatory"], next_one["contact"]) == ("phat", CORRECTION["contact"])
