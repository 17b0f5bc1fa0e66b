"""Where to look, and who stands above the outlet."""

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.casework.proof.examples import ARTICLE, OUTLET, a_directory

from casework.domain.directory import Body
from casework.domain.proof.addresses import targets
from casework.domain.proof.ladder import COURT, ladder_above, next_rung, outlet_of

DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("outlet", "place"),
    [
        (
            replace(OUTLET, correction_place="Chuyên mục https://bao.example/cai-chinh, cuối trang"),
            "https://bao.example/cai-chinh",
        ),
        (replace(OUTLET, correction_place="Chuyên mục riêng trên trang chủ"), "https://bao.example/"),
        (replace(OUTLET, web=""), "https://bao.example/"),
        (None, "https://bao.example/"),
    ],
)
def test_corrections_are_looked_for_where_the_directory_says_else_on_the_front_page(
    outlet: Body | None, place: str
) -> None:
    found = targets(ARTICLE, "online", outlet)
    assert [(one.role, one.address) for one in found] == [("publication", ARTICLE), ("place", place)]
    assert all(one.why for one in found)


@pytest.mark.parametrize("address", ["", "Báo in số 12", "javascript:alert(1)", "http://[::1", "ftp://bao.example/x"])
def test_what_is_not_on_the_web_is_not_looked_at(address: str) -> None:
    assert targets(address, "online", None) == ()


def test_a_private_page_has_no_place_for_corrections() -> None:
    assert [one.role for one in targets("https://facebook.example/1", "facebook", OUTLET)] == ["publication"]


@pytest.mark.parametrize(("id_", "name"), [("bao-lao-cai", "?"), ("source-1", "Báo  lào cai"), ("", "BÁO LÀO CAI")])
def test_an_outlet_is_known_by_its_id_or_its_name(id_: str, name: str) -> None:
    assert outlet_of(a_directory(OUTLET), id_, name, DAY) == OUTLET


def test_an_unknown_outlet_has_a_ladder_without_names() -> None:
    assert outlet_of(a_directory(), "bao-lao-cai", "Báo Lào Cai", DAY) is None
    assert [(one.role, one.name) for one in ladder_above(a_directory(), None, DAY)] == [
        ("owner", ""),
        ("regulator", ""),
        ("ministry", ""),
        ("court", "Tòa án"),
    ]


def test_a_known_one_has_the_directorys_and_people_may_write_role_or_name() -> None:
    ladder = ladder_above(a_directory(OUTLET), OUTLET, DAY)
    assert [(one.name, one.mark) for one in ladder] == [
        ("Tỉnh ủy Lào Cai", "INF"),
        ("Sở Văn hóa", "V2"),
        ("", "U"),
        ("Tòa án", "V"),
    ]
    assert next_rung(ladder, ("Cơ quan chủ quản",)) == ladder[1]
    assert next_rung(ladder, ("TỈNH ỦY LÀO CAI", "Sở Văn hoá")) == ladder[2]
    assert next_rung((COURT,), ("tòa án",)) is None
